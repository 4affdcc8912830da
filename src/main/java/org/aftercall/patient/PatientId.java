package org.aftercall.patient;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies a patient. */
public record PatientId(UUID value) {
    public static PatientId next() {
        return new PatientId(Ids.next());
    }
}
