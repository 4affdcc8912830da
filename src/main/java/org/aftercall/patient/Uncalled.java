package org.aftercall.patient;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the do-not-call list.
 *
 * @param since when it was last said; the list is in this order, newest first
 * @param change names the line, to read on from it
 */
public record Uncalled(
        PatientId patient,
        String name,
        String admissionNo,
        String department,
        String reason,
        Instant since,
        @Nullable String byName,
        UUID change) {
    @Override
    public String toString() {
        return "Uncalled[" + patient + "]";
    }
}
