package org.aftercall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Very many talks at a time, each of a nurse's SIP leg and a patient's over the trunk, joined and
 * recorded: no event is lost, each has its tape, and what the machine paid for it.
 */
final class Talks {
    private static final int RATE = 8000;

    /** Asterisk writes 20 ms at a time. */
    private static final int PIECE = RATE / 50;

    private Talks() {}

    static void run(Options options) throws Exception {
        int many = Math.min(240, options.number("talks", 200));
        int seconds = options.number("seconds", 60);
        int perSecond = options.number("rate", 4);
        options.done();
        System.out.printf(
                "talks: %d at a time, %d begun a second, all on for %d s; nurse and patient by SIP (G.711) from and to a second%n"
                        + "    Asterisk on this machine, mixed and recorded on both sides; %d processors%n",
                many, perSecond, seconds, Runtime.getRuntime().availableProcessors());
        var pair = AsteriskPair.running();
        try (var house = ManyDesks.house(pair, Map.of())) {
            System.out.println(run(house, pair, many, perSecond, seconds));
        }
    }

    static Count run(BenchHouse house, AsteriskPair pair, int many, int perSecond, int seconds)
            throws Exception {
        var talks = new Talks.Run(house, pair, Path.of(pair.property("spool")));
        talks.begin(many, perSecond);
        talks.talk(seconds);
        talks.end();
        return talks.count();
    }

    /**
     * What can be counted.
     *
     * @param lost events of its lines that the house was never told
     * @param pieces of 20 ms that are missing on the tapes, in percent
     */
    record Count(int all, int lost, long dropped, long open, int stored, double pieces) {
        boolean good() {
            return lost == 0 && dropped == 0 && open == 0 && stored == all;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "talks events lost %d, dropped %d, tapes %d of %d, pieces missing %.3f %%: goal %s",
                    lost,
                    dropped,
                    stored,
                    all,
                    pieces,
                    good() ? "met" : "missed");
        }
    }

    private static final class Run {
        private final BenchHouse house;
        private final AsteriskPair pair;
        private final Path spool;
        private final Calls calls;
        private final List<CallId> all = new ArrayList<>();
        private int cut;
        private long pieces;
        private long missing;

        Run(BenchHouse house, AsteriskPair pair, Path spool) {
            this.house = house;
            this.pair = pair;
            this.spool = spool;
            this.calls = house.get(Calls.class);
        }

        void begin(int many, int perSecond) throws InterruptedException {
            until(Duration.ofSeconds(30), () -> ManyDesks.thereIs(house));
            for (int i = 0; i < many; i++) {
                all.add(ManyDesks.call(calls, i, ManyDesks.patient(i), true));
                Thread.sleep(1000 / perSecond);
            }
            var joined = until(Duration.ofSeconds(60), () -> talking() == all.size());
            System.out.printf(
                    "  %d of %d talk%s%n", talking(), all.size(), joined ? "" : "; no more came");
        }

        private int talking() {
            return (int) all.stream().filter(id -> house.get(Heard.class).joined(line(id))).count();
        }

        void talk(int seconds) throws Exception {
            long ours = ProcessHandle.current().pid();
            long[] before = cost(ours);
            var from = new HashMap<CallId, Long>();
            all.forEach(id -> from.put(id, length(id)));
            long start = System.nanoTime();
            Thread.sleep(seconds * 1000L);
            double took = (System.nanoTime() - start) / 1e9;
            long[] after = cost(ours);
            var names = List.of("switchboard", "network", "application", "machine");
            var words = new ArrayList<String>();
            for (int i = 0; i < names.size(); i++) {
                words.add(
                        String.format(
                                Locale.ROOT,
                                "%s %.2f",
                                names.get(i),
                                (after[i] - before[i]) / 100.0 / took));
            }
            System.out.println("  processors in use: " + String.join(", ", words));
            for (var id : all) {
                listen(id, from.getOrDefault(id, 0L), (long) (took * RATE) * 4);
            }
        }

        private long[] cost(long ours) throws IOException {
            return new long[] {
                Processors.of(pair.pid("main")),
                Processors.of(pair.pid("carrier")),
                Processors.of(ours),
                Processors.busy()
            };
        }

        private Path tape(CallId id) {
            return spool.resolve(id.value() + ".raw");
        }

        private long length(CallId id) {
            return tape(id).toFile().length() / 4 * 4;
        }

        /** What the patient heard is a steady tone: a piece of 20 ms without it is missing. */
        private void listen(CallId id, long from, long expected) throws IOException {
            if (!Files.exists(tape(id))) {
                return;
            }
            var tape = Files.readAllBytes(tape(id));
            // Asterisk writes in pieces of a second: two may still be in its hands.
            if (tape.length - from < expected - 2L * RATE * 4) {
                cut++;
            }
            for (int at = (int) from; at + PIECE * 4 <= tape.length; at += PIECE * 4) {
                int loudest = 0;
                for (int i = at + 2; i < at + PIECE * 4; i += 4) {
                    loudest =
                            Math.max(
                                    loudest, Math.abs((short) (tape[i] & 0xff | tape[i + 1] << 8)));
                }
                pieces++;
                missing += loudest < 500 ? 1 : 0;
            }
        }

        void end() throws InterruptedException {
            all.stream().filter(id -> calls.get(id).live()).forEach(calls::hangUp);
            until(Duration.ofSeconds(60), () -> calls.open().isEmpty());
            var from = Instant.now();
            until(Duration.ofMinutes(10), () -> stored() == all.size());
            System.out.printf(
                    "  tapes of all talks stored %d s after the last hang-up%n",
                    Duration.between(from, Instant.now()).toSeconds());
        }

        private int stored() {
            return house.get(JdbcClient.class)
                    .sql("SELECT count(*) FROM recording.recording WHERE state = 'STORED'")
                    .query(Integer.class)
                    .single();
        }

        Count count() {
            double percent = 100.0 * missing / Math.max(1, pieces);
            System.out.printf(
                    Locale.ROOT,
                    "  tapes shorter than the talk: %d; missing pieces of 20 ms: %d of %d (%.3f %%)%n",
                    cut,
                    missing,
                    pieces,
                    percent);
            return new Count(
                    all.size(),
                    all.stream().mapToInt(id -> house.get(Heard.class).lost(line(id))).sum(),
                    house.get(Switchboard.class).dropped(),
                    all.stream().map(calls::get).filter(Call::live).count(),
                    stored(),
                    percent);
        }

        private static LineId line(CallId id) {
            return new LineId(id.value());
        }

        private static boolean until(Duration patience, BooleanSupplier claim)
                throws InterruptedException {
            var latest = Instant.now().plus(patience);
            while (!claim.getAsBoolean()) {
                if (Instant.now().isAfter(latest)) {
                    return false;
                }
                Thread.sleep(250);
            }
            return true;
        }
    }
}
