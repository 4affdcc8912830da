package org.aftercall.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.telephony.AsteriskPair;

/**
 * F2: kill -9 of Asterisk while many recorded talks go on, again and again: each tape is stored,
 * playable, and as long as the talk was but for what Asterisk had not written yet.
 */
public final class TornTapes {
    private static final double LOST_AT_MOST = 1.1;

    private TornTapes() {}

    public static void run(Options options) throws Exception {
        int talks = options.number("talks", 50);
        int kills = options.number("kills", 20);
        int seconds = options.number("seconds", 8);
        options.done();
        System.out.printf(
                "F2: %d × kill -9 of Asterisk while %d recorded patients talk for %d s, on a real pair%n",
                kills, talks, seconds);
        var pair = AsteriskPair.running();
        int playable = 0;
        int shorter = 0;
        double longestLoss = 0;
        double latest = 0;
        int all = 0;
        try (var house = ManyDesks.house(pair, Map.of("logging.level.org.asteriskjava", "OFF"))) {
            for (int i = 1; i <= kills; i++) {
                // Whoever is rung before the desks are back is no recording.
                until(Duration.ofSeconds(30), () -> ManyDesks.thereIs(house));
                var round = new Round(house, pair, talks);
                round.talk(seconds);
                latest = Math.max(latest, round.kill());
                for (var loss : round.losses()) {
                    all++;
                    playable += loss < 0 ? 0 : 1;
                    shorter += loss > LOST_AT_MOST ? 1 : 0;
                    longestLoss = Math.max(longestLoss, loss);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%4d: %d of %d playable, longest loss %.2f s%n",
                        i,
                        playable,
                        all,
                        longestLoss);
            }
        }
        boolean good = playable == all && all == talks * kills && shorter == 0 && latest <= 10;
        System.out.printf(
                Locale.ROOT,
                "F2 playable %d/%d (of %d ordered), shorter than length − %.1f s: %d, longest loss %.2f s, outcomes after %.1f s: goal %s%n",
                playable,
                all,
                talks * kills,
                LOST_AT_MOST,
                shorter,
                longestLoss,
                latest,
                good ? "met" : "missed");
    }

    private static final class Round {
        private final BenchHouse house;
        private final AsteriskPair pair;
        private final Calls calls;
        private final List<CallId> all = new ArrayList<>();
        private final Map<CallId, Instant> answered = new HashMap<>();
        private Instant killed = Instant.MAX;

        Round(BenchHouse house, AsteriskPair pair, int talks) throws InterruptedException {
            this.house = house;
            this.pair = pair;
            calls = house.get(Calls.class);
            for (int i = 0; i < talks; i++) {
                all.add(ManyDesks.call(calls, i, AsteriskPair.somebody(i % 10), true));
                Thread.sleep(150);
            }
        }

        void talk(int seconds) throws InterruptedException {
            until(
                    Duration.ofSeconds(60),
                    () -> all.stream().allMatch(c -> calls.get(c).times().answered() != null));
            Thread.sleep(seconds * 1000L);
            all.removeIf(c -> calls.get(c).times().answered() == null || !calls.get(c).live());
        }

        /** In how many seconds all calls had ended in our book. */
        double kill() throws Exception {
            var main = ProcessHandle.of(pair.pid("main")).orElseThrow();
            for (var call : all) {
                answered.put(call, calls.get(call).times().answered());
            }
            killed = Instant.now();
            main.destroyForcibly();
            main.onExit().join();
            pair.start();
            var back = Instant.now();
            until(Duration.ofSeconds(60), () -> all.stream().noneMatch(c -> calls.get(c).live()));
            return Duration.between(back, Instant.now()).toMillis() / 1e3;
        }

        /** Seconds that each lacks; -1 where it cannot be played. */
        List<Double> losses() throws InterruptedException {
            var recordings = house.get(Recordings.class);
            until(Duration.ofSeconds(120), () -> recordings.waiting() == 0);
            return all.stream()
                    .map(call -> {
                        var state = recordings.of(call).map(Recording::state).orElse(null);
                        if (!(state instanceof Recording.State.Stored stored)) {
                            return -1.0;
                        }
                        double talked =
                                Duration.between(answered.get(call), killed).toMillis() / 1e3;
                        return Math.max(0, talked - stored.durationMs() / 1e3);
                    })
                    .toList();
        }
    }

    private static void until(Duration patience, BooleanSupplier claim)
            throws InterruptedException {
        var latest = Instant.now().plus(patience);
        while (!claim.getAsBoolean() && Instant.now().isBefore(latest)) {
            Thread.sleep(100);
        }
    }
}
