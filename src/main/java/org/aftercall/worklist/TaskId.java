package org.aftercall.worklist;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one follow-up task. */
public record TaskId(UUID value) {
    public static TaskId next() {
        return new TaskId(Ids.next());
    }
}
