package org.aftercall.transcript;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one transcript. */
public record TranscriptId(UUID value) {
    public static TranscriptId next() {
        return new TranscriptId(Ids.next());
    }
}
