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

    /** The network dies, and with it every telephone on it, without a word of farewell. */
    public void killNetwork() {
        ProcessHandle network = ProcessHandle.of(pair.pid("carrier")).orElseThrow();
        network.destroyForcibly();
        network.onExit().join();
    }

    public void revive() {
        pair.start();
    }

    @Override
    public void close() {
        pair.stop();
    }
}
