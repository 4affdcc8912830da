package org.aftercall.telephony;

/** A pair for a test that kills it. */
public final class SpareAsterisk implements AutoCloseable {
    private final AsteriskPair pair = AsteriskPair.another("asterisk-spare");

    public AsteriskPair pair() {
        return pair;
    }

    public void kill() {
        ProcessHandle main = ProcessHandle.of(pair.pid("main")).orElseThrow();
        main.destroyForcibly();
        main.onExit().join();
    }

    public void revive() {
        pair.start();
    }

    @Override
    public void close() {
        pair.stop();
    }
}
