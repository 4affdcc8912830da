package org.aftercall.call;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one call; the patient's line has the same id. */
public record CallId(UUID value) {
    public static CallId next() {
        return new CallId(Ids.next());
    }
}
