package org.aftercall.telephony;

/** What is said on our lines, while it is said; nobody on the line hears or notices it. */
public interface LineAudio {
    /**
     * Lets a machine hear what the person on a line says, and nothing that he is told.
     *
     * @throws WireDown when the switchboard cannot be asked
     */
    Tap tap(LineId line, Hearer hearer);

    /** Ends with {@link #close}, or by itself with the line. */
    interface Tap extends AutoCloseable {
        @Override
        void close();
    }

    /** Who hears it; called on one thread, which must not be held up. */
    interface Hearer {
        /**
         * @param samples 8 kHz, 16 bit, about 20 ms
         */
        void heard(short[] samples);

        /** Nothing more comes. */
        void over();
    }
}
