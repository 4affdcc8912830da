package org.aftercall.worklist;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one worklist. */
public record WorklistId(UUID value) {
    public static WorklistId next() {
        return new WorklistId(Ids.next());
    }
}
