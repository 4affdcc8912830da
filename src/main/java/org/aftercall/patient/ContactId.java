package org.aftercall.patient;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one number of a patient. */
public record ContactId(UUID value) {
    public static ContactId next() {
        return new ContactId(Ids.next());
    }
}
