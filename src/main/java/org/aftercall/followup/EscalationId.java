package org.aftercall.followup;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one escalation. */
public record EscalationId(UUID value) {
    public static EscalationId next() {
        return new EscalationId(Ids.next());
    }
}
