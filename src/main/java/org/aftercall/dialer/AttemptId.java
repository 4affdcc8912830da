package org.aftercall.dialer;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one attempt at one task. */
public record AttemptId(UUID value) {
    public static AttemptId next() {
        return new AttemptId(Ids.next());
    }
}
