package org.aftercall.staff;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one member of staff. */
public record StaffId(UUID value) {
    public static StaffId next() {
        return new StaffId(Ids.next());
    }
}
