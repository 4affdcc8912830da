package org.aftercall.transcript.engine;

import java.io.IOException;
import java.util.List;

/**
 * Listens to one side: 16-bit mono samples in, words out. The words may come only with {@link
 * #finish}. Not for several threads.
 */
public interface Listener extends AutoCloseable {
    /**
     * @throws EngineDown when somebody else has to listen
     */
    void hear(short[] samples, int count) throws IOException;

    /**
     * After the last sample.
     *
     * @throws EngineDown when somebody else has to listen
     */
    void finish() throws IOException;

    /**
     * What was said as far as it is known: in order, each word beginning within the sound and not
     * ending before it began.
     */
    List<Heard> heard();

    @Override
    void close();
}
