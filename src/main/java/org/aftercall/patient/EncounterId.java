package org.aftercall.patient;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one stay in the hospital. */
public record EncounterId(UUID value) {
    public static EncounterId next() {
        return new EncounterId(Ids.next());
    }
}
