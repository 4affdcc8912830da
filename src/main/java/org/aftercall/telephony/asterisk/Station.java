package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.aftercall.telephony.asterisk.AsteriskSwitchboard.Outside;

/** One of the nodes: its Asterisk, how full it is, and since when it is there or not. */
final class Station {
    /** For so long a count of lines is good enough, with what was ordered since. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Duration TRUNK_FRESH = Duration.ofSeconds(2);

    private final String name;
    private final AsteriskSwitchboard switchboard;
    private final Limits limits;
    private final Clock clock;
    private final AtomicReference<Load> load = new AtomicReference<>(new Load(0, 0));

    private volatile Heard heard;
    private volatile Instant counted = Instant.MIN;
    private volatile Outside outside = new Outside(new TrunkState.Up(), Optional.empty());
    private volatile Instant trunkAsked = Instant.MIN;

    /**
     * @param capacity patients' lines at a time
     * @param deadAfter how long it may be out of reach before its lines count as ended
     */
    record Limits(int capacity, Duration deadAfter) {}

    /** Hears what a node has to tell. */
    interface Ear {
        void on(Station station, LineEvent event);

        void on(Station station, WireState state);
    }

    /**
     * @param outside lines over the trunk
     * @param desks all others
     */
    record Load(int outside, int desks) {
        Load and(boolean oneOutside) {
            return oneOutside ? new Load(outside + 1, desks) : new Load(outside, desks + 1);
        }
    }

    private record Heard(boolean up, Instant since) {}

    /**
     * @param asterisk makes the one Asterisk, given who hears it
     */
    Station(
            String name,
            Function<LineListener, AsteriskSwitchboard> asterisk,
            Ear ear,
            Limits limits,
            Clock clock) {
        this.name = name;
        this.limits = limits;
        this.clock = clock;
        this.heard = new Heard(false, clock.instant());
        this.switchboard = asterisk.apply(new Relay(ear));
    }

    /** Notes since when the node is up or down before anybody else hears of it. */
    private final class Relay implements LineListener {
        private final Ear ear;

        Relay(Ear ear) {
            this.ear = ear;
        }

        @Override
        public void on(LineEvent event) {
            ear.on(Station.this, event);
        }

        @Override
        public void on(WireState state) {
            var up = state instanceof WireState.Up;
            if (up != heard.up()) {
                heard = new Heard(up, clock.instant());
            }
            ear.on(Station.this, state);
        }
    }

    String name() {
        return name;
    }

    AsteriskSwitchboard switchboard() {
        return switchboard;
    }

    int capacity() {
        return limits.capacity();
    }

    Instant since() {
        return heard.since();
    }

    boolean up() {
        return switchboard.state() instanceof WireState.Up;
    }

    /** Out of reach for so long that nobody waits for its lines any more. */
    boolean dead() {
        var now = heard;
        return !now.up() && !up() && now.since().plus(limits.deadAfter()).isBefore(clock.instant());
    }

    /** How many patients' lines it carries; what was last known when it does not answer. */
    int calls() {
        return load().outside();
    }

    private Load load() {
        var now = clock.instant();
        if (up() && (counted.isAfter(now) || !counted.plus(FRESH).isAfter(now))) {
            counted = now;
            try {
                load.set(switchboard.load());
            } catch (WireDown _) {
                return load.get();
            }
        }
        return load.get();
    }

    /** As it was a moment ago, or as it was when it last answered. */
    Outside outside() {
        var now = clock.instant();
        if (trunkAsked.isAfter(now) || !trunkAsked.plus(TRUNK_FRESH).isAfter(now)) {
            trunkAsked = now;
            try {
                outside = switchboard.outside();
            } catch (WireDown _) {
                return outside;
            }
        }
        return outside;
    }

    TrunkState trunk() {
        return outside().state();
    }

    void ordered(boolean outside) {
        load.updateAndGet(was -> was.and(outside));
    }

    /** Desks that sit there without a call, as far as can be told by counting. */
    int idle() {
        var now = load();
        return now.desks() - now.outside();
    }

    /** A nurse who sits there without a call will have one. */
    int room() {
        var now = load();
        return capacity() - Math.max(now.outside(), now.desks());
    }
}
