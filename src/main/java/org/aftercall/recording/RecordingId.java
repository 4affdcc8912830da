package org.aftercall.recording;

import java.util.UUID;
import org.aftercall.kernel.Ids;

/** Identifies one recording. */
public record RecordingId(UUID value) {
    public static RecordingId next() {
        return new RecordingId(Ids.next());
    }
}
