package org.aftercall.recording.media;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from anywhere on. */
public interface Content {
    /**
     * @param until where the reading will probably end, exclusive
     */
    InputStream open(long from, long until) throws IOException;
}
