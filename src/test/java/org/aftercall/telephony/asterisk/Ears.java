package org.aftercall.telephony.asterisk;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;

/** Remembers all that was said. */
final class Ears implements LineListener {
    private final Queue<LineEvent> events = new ConcurrentLinkedQueue<>();
    private final List<WireState> states = new CopyOnWriteArrayList<>();

    @Override
    public void on(LineEvent event) {
        events.add(event);
    }

    @Override
    public void on(WireState state) {
        states.add(state);
    }

    List<WireState> states() {
        return states;
    }

    List<LineEvent> of(LineId line) {
        return events.stream().filter(event -> event.line().equals(line)).toList();
    }

    <E extends LineEvent> List<E> of(LineId line, Class<E> kind) {
        return of(line).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The first event of the kind, for which it waits. */
    <E extends LineEvent> E hear(LineId line, Class<E> kind) {
        return hear(line, kind, 1);
    }

    <E extends LineEvent> E hear(LineId line, Class<E> kind, int times) {
        await(kind.getSimpleName() + " of " + of(line))
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> of(line, kind).size() >= times);
        return of(line, kind).get(times - 1);
    }

    /** Somebody who calls in from this number. */
    LineId arrival(PhoneNumber from) {
        await("an arrival")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> arrivals(from).findFirst().isPresent());
        return arrivals(from).findFirst().orElseThrow().line();
    }

    private Stream<LineEvent.Arrived> arrivals(PhoneNumber from) {
        return events.stream()
                .filter(LineEvent.Arrived.class::isInstance)
                .map(LineEvent.Arrived.class::cast)
                .filter(arrived -> from.equals(arrived.from()));
    }

    void clear() {
        events.clear();
        states.clear();
    }
}
