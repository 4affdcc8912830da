package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.WireState;
import org.asteriskjava.manager.event.NewStateEvent;
import org.junit.jupiter.api.Test;

class CorridorTests {
    private final Ears ears = new Ears();

    @Test
    void whenItIsFullItCountsWhatItDropsAndHasTheHouseReadAgain() throws Exception {
        var slow = new Slow();
        try (var corridor = corridor(List.of(slow, ears))) {
            corridor.start();
            corridor.wire(new WireState.Up("22"));
            slow.entered.await();
            for (int i = 0; i < 25_000; i++) {
                corridor.heard(ringing(LineId.next()));
            }
            assertThat(corridor.dropped()).isEqualTo(5_000);
            slow.leave.countDown();
            await().atMost(Duration.ofSeconds(10)).until(() -> ears.states().size() == 2);
            assertThat(ears.states().getLast()).isEqualTo(new WireState.Up("22"));
        }
    }

    @Test
    void aListenerThatFailsDoesNotSilenceTheOthers() {
        LineListener broken =
                new LineListener() {
                    @Override
                    public void on(LineEvent event) {
                        throw new IllegalStateException("broken on purpose");
                    }

                    @Override
                    public void on(WireState state) {
                        throw new IllegalStateException("broken on purpose");
                    }
                };
        try (var corridor = corridor(List.of(broken, ears))) {
            corridor.start();
            LineId line = LineId.next();
            corridor.heard(ringing(line));
            ears.hear(line, LineEvent.Ringing.class);
        }
    }

    @Test
    void eventsArriveInTheOrderTheyWereHeard() {
        try (var corridor = corridor(List.of(ears))) {
            corridor.start();
            List<LineId> lines = Stream.generate(LineId::next).limit(500).toList();
            lines.forEach(line -> corridor.heard(ringing(line)));
            ears.hear(lines.getLast(), LineEvent.Ringing.class);
            assertThat(lines).allMatch(line -> ears.of(line).size() == 1);
        }
    }

    private Corridor corridor(List<LineListener> listeners) {
        return new Corridor(
                listeners,
                _ -> {},
                new LineTracker.House(_ -> false, "+86"),
                20_000,
                Clock.systemUTC());
    }

    private static NewStateEvent ringing(LineId line) {
        var event = new NewStateEvent(CorridorTests.class);
        event.setUniqueId(line.value().toString());
        event.setChannelState(5);
        return event;
    }

    private static final class Slow implements LineListener {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch leave = new CountDownLatch(1);

        @Override
        public void on(LineEvent event) {}

        @Override
        public void on(WireState state) {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
