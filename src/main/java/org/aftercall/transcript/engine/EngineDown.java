package org.aftercall.transcript.engine;

import java.io.IOException;

/** An engine that is not a part of us does not answer, or not as it should. */
public final class EngineDown extends IOException {
    private static final long serialVersionUID = 1;

    public EngineDown(String message, Throwable cause) {
        super(message, cause);
    }

    public EngineDown(String message) {
        super(message);
    }
}
