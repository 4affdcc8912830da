package org.aftercall.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.WireState;
import org.awaitility.Awaitility;

/** What can befall the wire, and what must be true of every call all the same. */
public final class WireFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Tap tap;
    private final Switchboard switchboard;

    public WireFaults(Tap tap, Switchboard switchboard) {
        this.tap = tap;
        this.switchboard = switchboard;
    }

    /** One kind of fault; all but {@code SLOW} break the connection. */
    public enum Fault {
        CUT,
        HOLE,
        SLOW,
        HALF
    }

    /**
     * Lets it happen, and the wire heal.
     *
     * @return how long the loss went unnoticed; zero where nothing is lost
     */
    public Duration happens(Fault fault) {
        var from = Instant.now();
        var unnoticed =
                switch (fault) {
                    case CUT -> {
                        tap.cut();
                        yield down(from);
                    }
                    case HOLE -> {
                        tap.freeze();
                        var took = down(from);
                        tap.thaw();
                        yield took;
                    }
                    case HALF -> {
                        tap.cutInTheMiddle();
                        yield down(from);
                    }
                    case SLOW -> {
                        tap.slow(true);
                        yield Duration.ZERO;
                    }
                };
        if (fault != Fault.SLOW) {
            up();
        }
        return unnoticed;
    }

    private Duration down(Instant from) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> switchboard.state() instanceof WireState.Down);
        return Duration.between(from, Instant.now());
    }

    public void up() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> switchboard.state() instanceof WireState.Up);
    }

    /** How the call differs from the switchboard's own book; empty when it does not. */
    public static Optional<String> divergence(Call call, Switchboard switchboard) {
        if (call.live()) {
            return Optional.of("call " + call.id() + " has no end");
        }
        var line = new LineId(call.id().value());
        var book = switchboard.memoryOf(line).map(LineEvent.Ended::result);
        var answered = switchboard.answerOf(line).isPresent();
        if (answered != (call.times().answered() != null)) {
            return Optional.of("call " + call.id() + ", by the book answered: " + answered);
        }
        return book.filter(result -> call.result() != result)
                .map(result ->
                        "call " + call.id() + " " + call.result() + ", by the book " + result);
    }
}
