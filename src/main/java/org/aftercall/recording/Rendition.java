package org.aftercall.recording;

import java.io.IOException;
import java.io.InputStream;
import org.aftercall.recording.media.Content;

/**
 * One version of a recording as an Opus file that can be read anywhere.
 *
 * @param size in bytes
 * @param sha256 in hex
 */
public record Rendition(
        RecordingId recording,
        Redactions.Version version,
        long size,
        String sha256,
        Content content) {

    /**
     * From byte {@code from} on.
     *
     * @param until where the reading will probably end, exclusive
     * @throws org.aftercall.recording.vault.BrokenSeal when it is not what was stored
     */
    InputStream open(long from, long until) throws IOException {
        return content.open(from, until);
    }
}
