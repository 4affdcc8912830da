package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.aftercall.bench.BenchHouse;
import org.aftercall.bench.Crowd;
import org.aftercall.bench.Options;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * F9: the far end of a line is gone and nobody says so. The line is reaped, the nurse is freed, the
 * outcome is written.
 */
final class HungLines {
    private static final Duration REAPED = Duration.ofSeconds(60);
    private static final Duration FREED = Duration.ofSeconds(5);

    private HungLines() {}

    static void run(Options options) throws Exception {
        int cases = options.number("cases", 300);
        int atATime = Math.min(40, options.number("at-a-time", 20));
        options.done();
        int rounds = (cases + atATime - 1) / atATime;
        System.out.printf(
                "F9: %d cases, %d at a time, in turn: %s;%n"
                        + "    telephones of our own on a real Asterisk, all settings as shipped; about %s%n",
                cases,
                atATime,
                List.of(Hang.values()),
                Progress.words(Duration.ofSeconds(75L * rounds)));
        var pair = AsteriskPair.running();
        var results = new ArrayList<HungCase.Result>();
        try (var house = house(pair, cases)) {
            var progress = new Progress("cases", cases);
            for (int round = 0; results.size() < cases; round++) {
                var hang = Hang.values()[round % Hang.values().length];
                int many = Math.min(atATime, cases - results.size());
                results.addAll(round(Collections.nCopies(many, hang), house, pair));
                progress.at(results.size(), hang.toString());
            }
        }
        verdict(results);
    }

    /**
     * The house as it is shipped, with so many cases owed; only who looks after records that nobody
     * signed does not take a minute.
     */
    static BenchHouse house(AsteriskPair pair, int cases) throws Exception {
        var house =
                WireCuts.house(
                        pair,
                        Map.of(
                                "aftercall.dialer.look-every", "1h",
                                "aftercall.followup.look-every", "1s"));
        new Crowd(house.get(JdbcClient.class)).gather(cases * 2 + 100);
        return house;
    }

    /** One talk for each, all at a time; a network that stands still does so for all of them. */
    static List<HungCase.Result> round(List<Hang> hangs, BenchHouse house, AsteriskPair pair)
            throws Exception {
        var cases = new ArrayList<HungCase>();
        var silence = hangs.contains(Hang.LOST_BYE);
        try {
            for (var hang : hangs) {
                cases.add(new HungCase(cases.size(), hang, house, pair));
            }
            cases.forEach(HungCase::talk);
            cases.forEach(HungCase::joined);
            var from = Instant.now();
            if (silence) {
                signal(pair, "STOP");
            }
            cases.forEach(HungCase::hangs);
            for (var one : cases) {
                one.watch(from);
            }
            watch(cases, house.get(Switchboard.class), from.plus(REAPED).plusSeconds(30));
            return cases.stream().map(HungCase::result).toList();
        } finally {
            signal(pair, "CONT");
            cases.forEach(HungCase::close);
            if (silence) {
                HungCase.untilTheNetworkIsBack(house);
            }
        }
    }

    /** All at a time: who waits for one would see too late that the next was free long before. */
    private static void watch(List<HungCase> cases, Switchboard switchboard, Instant until)
            throws InterruptedException {
        var open = new ArrayList<>(cases);
        while (!open.isEmpty() && Instant.now().isBefore(until)) {
            try {
                var live = switchboard.liveLines().stream().map(LiveLine::line).toList();
                open.removeIf(one -> one.over(live));
            } catch (WireDown _) {
                // Nobody tells at this moment; what it takes longer for that counts.
                Thread.sleep(500);
            }
            Thread.sleep(100);
        }
    }

    /** The network's own process stands still: no packet comes, no farewell. */
    private static void signal(AsteriskPair pair, String what) throws Exception {
        new ProcessBuilder("kill", "-" + what, String.valueOf(pair.pid("carrier")))
                .start()
                .waitFor();
    }

    private static void verdict(List<HungCase.Result> results) {
        for (var hang : Hang.values()) {
            var of = results.stream().filter(r -> r.hang() == hang).toList();
            System.out.printf(
                    Locale.ROOT,
                    "  %-15s %d cases, reaped max %.1f s, freed max %.1f s, without an outcome %d%n",
                    hang,
                    of.size(),
                    max(of, HungCase.Result::reaped),
                    max(of, HungCase.Result::freed),
                    of.stream().filter(r -> !r.outcome()).count());
        }
        long reaped = results.stream().filter(r -> r.reaped().compareTo(REAPED) <= 0).count();
        long freed = results.stream().filter(r -> r.freed().compareTo(FREED) <= 0).count();
        long written = results.stream().filter(HungCase.Result::outcome).count();
        int all = results.size();
        System.out.printf(
                Locale.ROOT,
                "F9 reaped %d of %d within 60 s (max %.1f s), freed %d within 5 s (max %.1f s), outcomes %d: goal %s%n",
                reaped,
                all,
                max(results, HungCase.Result::reaped),
                freed,
                max(results, HungCase.Result::freed),
                written,
                reaped == all && freed == all && written == all ? "met" : "missed");
    }

    private static double max(List<HungCase.Result> of, Function<HungCase.Result, Duration> what) {
        return of.stream().map(what).max(Comparator.naturalOrder()).orElse(Duration.ZERO).toMillis()
                / 1e3;
    }
}
