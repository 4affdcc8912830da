package org.aftercall.telephony;

/** A pair for a test that kills it. */
public final class SpareAsterisk implements AutoCloseable {
    private final AsteriskPair pair;
    private boolean tied;

    public SpareAsterisk() {
        this(AsteriskPair.another("asterisk-spare"));
    }

    private SpareAsterisk(AsteriskPair pair) {
        this.pair = pair;
    }

    /**
     * A further node beside the common pair, with the settings {@code aftercall.telephony.nodes.*}.
     */
    public static SpareAsterisk node(String name) {
        return new SpareAsterisk(AsteriskPair.node(name));
    }

    /** A trunk between the common pair and this one. */
    public void tie() {
        tied = true;
        AsteriskPair.tie(AsteriskPair.running(), pair);
    }

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

    /** The house has that account at the simulated network, which knows {@code hospital}. */
    public void registers(String user, String secret) {
        pair.registers(user, secret);
    }

    public void registersNowhere() {
        pair.registersNowhere();
    }

    public void revive() {
        pair.start();
    }

    @Override
    public void close() {
        if (tied) {
            AsteriskPair.running().knowsNobody();
        }
        pair.forgetAccount();
        pair.stop();
    }
}
