package org.aftercall.telephony.asterisk;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.WireState;
import org.jspecify.annotations.Nullable;

/** A switchboard of our own on the running pair, with ears, and hands for its tapes. */
final class Bench implements AutoCloseable {
    static final AsteriskPair PAIR = AsteriskPair.running();

    final Ears ears = new Ears();
    final AsteriskSwitchboard switchboard;
    final SpooledTapes tapes;

    Bench() {
        this(settings(Integer.parseInt(PAIR.property("ami-port")), PAIR.property("ami-secret")));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> switchboard.state() instanceof WireState.Up);
    }

    Bench(TelephonySettings settings) {
        switchboard = new AsteriskSwitchboard(settings, List.of(ears), Clock.systemUTC());
        tapes = new SpooledTapes(settings, Bench.alone());
        switchboard.start();
    }

    static NodeSettings alone() {
        return new NodeSettings(Map.of(), 250, Duration.ofSeconds(20));
    }

    static TelephonySettings settings(int port, String secret) {
        return settings(PAIR, port, secret);
    }

    static TelephonySettings settings(AsteriskPair pair, int port, String secret) {
        return settings(pair, port, secret, null);
    }

    static TelephonySettings settings(
            AsteriskPair pair, int port, String secret, @Nullable CallerId shown) {
        return new TelephonySettings(
                "127.0.0.1",
                port,
                pair.property("ami-user"),
                secret,
                pair.property("desk-secret"),
                URI.create(pair.property("socket")),
                Path.of(pair.property("spool")),
                Path.of(pair.property("books")),
                20_000,
                "+86",
                shown);
    }

    LineId dial(PhoneNumber to) {
        return dial(to, Duration.ofSeconds(30));
    }

    LineId dial(PhoneNumber to, Duration ringFor) {
        LineId line = LineId.next();
        switchboard.dial(new DialOrder(line, to, ringFor, true));
        return line;
    }

    LineId ring(int desk) {
        return ring(desk, Duration.ofSeconds(10));
    }

    LineId ring(int desk, Duration ringFor) {
        LineId line = LineId.next();
        Extension extension = new Extension(String.valueOf(desk));
        switchboard.ring(new DeskOrder(line, extension, DeskKind.PHONE, ringFor));
        return line;
    }

    /** A nurse on a desk telephone of the simulated network; her registration may take a moment. */
    LineId nurse(int desk) {
        registered(desk);
        LineId line = ring(desk);
        ears.hear(line, LineEvent.Answered.class);
        return line;
    }

    void registered(int desk) {
        Extension extension = new Extension(String.valueOf(desk));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> switchboard.reachable(extension, DeskKind.PHONE));
    }

    void join(LineId patient, LineId desk) {
        int before = ears.of(patient, LineEvent.Joined.class).size();
        switchboard.join(patient, desk);
        ears.hear(patient, LineEvent.Joined.class, before + 1);
    }

    LineEvent.Ended end(LineId line) {
        switchboard.hangUp(line);
        return ears.hear(line, LineEvent.Ended.class);
    }

    /** Waits until the line's tape is that much longer; gives where it stood before, in samples. */
    int listen(LineId line, Duration more) {
        int from = length(line);
        int until = from + (int) (more.toMillis() * Tape.RATE / 1000);
        await("tape of " + line)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> length(line) >= until);
        return from;
    }

    int length(LineId line) {
        return (int) (tapes.of(line).map(Bench::size).orElse(0L) / 4);
    }

    Tape tape(LineId line) {
        return Tape.read(tapes.of(line).orElseThrow());
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException _) {
            return 0;
        }
    }

    @Override
    public void close() {
        switchboard.stop();
    }
}
