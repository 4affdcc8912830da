package org.aftercall.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Patients;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Worklists;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.simp.user.SimpUserRegistry;

/**
 * B9: from the manager event "answered" (Asterisk's own time of it) to the frame at the nurse's
 * console that makes her screen read the patient: through connection, corridor, committed answer,
 * live feed, STOMP over a real WebSocket. The paint itself is not in it. And the way from the feed
 * to the console against the same frames over the same server's bare WebSocket.
 */
final class ScreenPop {
    private static final int ROUNDS = 7;
    private static final int SLOW_PERCENT = 5;
    private static final Duration TALK = Duration.ofSeconds(2);

    /** A frame that is not there by then is lost. */
    private static final Duration LATEST = Duration.ofSeconds(20);

    private final BenchHouse house;
    private final List<StaffId> nurses;
    private final int perMinute;
    private final int seconds;
    private final Random chance = new Random(20261123);

    private ScreenPop(BenchHouse house, List<StaffId> nurses, int perMinute, int seconds) {
        this.house = house;
        this.nurses = nurses;
        this.perMinute = perMinute;
        this.seconds = seconds;
    }

    static void run(Options options) throws Exception {
        int many = options.number("consoles", 500);
        int perMinute = options.number("calls-per-minute", 170);
        int seconds = options.number("seconds", 20);
        int rounds = options.number("rounds", ROUNDS);
        options.done();
        System.out.printf(
                "B9: %d consoles, %d %% of them slow, %d calls a minute (each nurse one in %.1f min), %d rounds of %d s, STOMP and bare%n"
                        + "    in turn; consoles, application and PostgreSQL share this machine; Local channels, fsync on; no paint%n",
                many, SLOW_PERCENT, perMinute, (double) many / perMinute, rounds, seconds);
        var house = DialRate.house(Map.of(), BareSocket.class);
        DialRate.flush(house);
        new Crowd(house.get(JdbcClient.class)).gather(10_000);
        var pop = new ScreenPop(house, DialRate.nurses(house, many), perMinute, seconds);
        var consoles = pop.consoles("/ws", true);
        var bare = pop.consoles("/bare", false);
        var ratios = new Ratios("B9", 1.5);
        var pops = new ArrayList<Double>();
        int lost = 0;
        for (int round = -1; round < rounds; round++) {
            var here = pop.calls(consoles);
            var limit = pop.bare(bare);
            System.out.printf(
                    Locale.ROOT,
                    "%4d: %d pops, p50 %.1f ms, p99 %.1f ms; STOMP p50 %.2f ms, bare p50 %.2f ms%n",
                    round,
                    here.pops.size(),
                    Ratios.quantile(here.pops, 0.5),
                    Ratios.quantile(here.pops, 0.99),
                    Ratios.quantile(here.hops, 0.5),
                    Ratios.quantile(limit, 0.5));
            if (round >= 0) {
                pops.addAll(here.pops);
                ratios.add(Ratios.quantile(here.hops, 0.5), Ratios.quantile(limit, 0.5));
            }
            lost += here.lost;
        }
        lost += gaps(consoles);
        long gone = consoles.stream().filter(Console::closed).count();
        house.close();
        var sorted = pops.stream().sorted().toList();
        double p99 = Ratios.quantile(sorted, 0.99);
        System.out.println("STOMP against bare WebSocket: " + ratios.verdict());
        System.out.printf(
                Locale.ROOT,
                "B9 p99 %.0f ms (p50 %.0f ms) n=%d, STOMP/bare %.2f, lost %d, closed %d, goal ≤ 150 ms, ≤ 1.5, 0: goal %s%n",
                p99,
                Ratios.quantile(sorted, 0.5),
                sorted.size(),
                ratios.median(),
                lost,
                gone,
                p99 <= 150 && ratios.median() <= 1.5 && lost == 0 ? "met" : "missed");
    }

    /**
     * Calls for so long, at consoles that have just come.
     *
     * @return how many frames they should have had and did not
     */
    static Count count(BenchHouse house, List<StaffId> nurses, int perMinute, int seconds)
            throws Exception {
        var pop = new ScreenPop(house, nurses, perMinute, seconds);
        var consoles = pop.consoles("/ws", true);
        var round = pop.calls(consoles);
        var until = Instant.now().plus(LATEST);
        while (gaps(consoles) > 0 && Instant.now().isBefore(until)) {
            Thread.sleep(50);
        }
        return new Count(
                round.pops.size(),
                round.lost + gaps(consoles),
                (int) consoles.stream().filter(Console::slow).count(),
                (int) consoles.stream().filter(c -> !c.slow() && c.closed()).count());
    }

    /**
     * What can be counted.
     *
     * @param lost frames that should have come to a console that keeps up
     */
    record Count(int pops, int lost, int slow, int closed) {}

    private List<Console> consoles(String path, boolean stomp) throws Exception {
        var http = HttpClient.newHttpClient();
        var address = URI.create(house.address().replace("http", "ws") + path);
        var consoles = new ArrayList<Console>();
        for (int i = 0; i < nurses.size(); i++) {
            consoles.add(
                    Console.open(
                            http,
                            address,
                            Console.cookie(house, nurses.get(i)),
                            stomp,
                            i % (100 / SLOW_PERCENT) == 0));
        }
        for (var console : consoles) {
            if (!console.connected()) {
                throw new IllegalStateException("A console did not connect");
            }
        }
        if (stomp) {
            var registry = house.get(SimpUserRegistry.class);
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() ->
                            registry.findSubscriptions(_ -> true).size() >= 2 * consoles.size());
        }
        return consoles;
    }

    private record Round(List<Double> pops, List<Double> hops, int lost) {}

    /** One call. */
    private record Popped(int nurse, CallId call, Instant hungUp) {}

    private Round calls(List<Console> consoles) throws Exception {
        var work = new ArrayList<Future<Popped>>();
        var busy = new HashSet<Integer>();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            long until = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < until) {
                int who = chance.nextInt(nurses.size());
                if (!consoles.get(who).slow() && busy.add(who)) {
                    work.add(call(hands, who, consoles.get(who)));
                }
                Thread.sleep(60_000 / perMinute);
            }
        }
        Thread.sleep(1_000);
        var pops = new ArrayList<Double>();
        var hops = new ArrayList<Double>();
        int lost = 0;
        for (var one : work) {
            var popped = one.get();
            var answered = house.get(Calls.class).get(popped.call()).times().answered();
            var frame = shown(consoles.get(popped.nurse()), popped.call(), popped.hungUp());
            if (answered == null || frame.isEmpty()) {
                lost++;
            } else {
                pops.add(Duration.between(answered, frame.get().here()).toNanos() / 1e6);
                hops.add(frame.get().ms());
            }
        }
        return new Round(pops.stream().sorted().toList(), hops.stream().sorted().toList(), lost);
    }

    /** The last news before she hung up is that he answered. */
    private Optional<Console.Arrival> shown(Console console, CallId call, Instant before) {
        var ref = call.value().toString();
        var answered = house.get(Calls.class).get(call).times().answered();
        return console.entrance().stream()
                .filter(a -> a.type().equals("call.changed") && a.ref().equals(ref))
                .filter(a -> a.at().isBefore(before))
                .reduce((_, last) -> last)
                .filter(a -> answered != null && !a.at().isBefore(answered));
    }

    /** On a busy machine the talk may be over before anybody has heard of it. */
    private void awaitShown(Console console, CallId call) throws InterruptedException {
        var until = Instant.now().plus(LATEST);
        while (shown(console, call, until).isEmpty() && Instant.now().isBefore(until)) {
            Thread.sleep(50);
        }
    }

    private Future<Popped> call(ExecutorService hands, int who, Console console) {
        return hands.submit(() -> {
            var nurse = nurses.get(who);
            var task =
                    house.get(Worklists.class)
                            .claimNext(nurse, DataScope.EVERYTHING, null)
                            .orElseThrow();
            var number = house.get(Patients.class).contacts(task.patient()).getFirst().id();
            var attempt = house.get(Dialer.class).dial(nurse, task.id(), number, null);
            Thread.sleep(TALK);
            awaitShown(console, attempt.call());
            var now = Instant.now();
            var calls = house.get(Calls.class);
            calls.hangUp(attempt.call());
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> !calls.get(attempt.call()).live());
            house.get(Dialer.class).settle(attempt.id(), Disposition.CALLBACK_UNSPECIFIED, null);
            return new Popped(who, attempt.call(), now);
        });
    }

    /** As many frames as the calls of a round make: five to a nurse, three to everybody. */
    private List<Double> bare(List<Console> consoles) throws Exception {
        var door = house.get(BareSocket.Door.class);
        var from = Instant.now();
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < until) {
            int who = chance.nextInt(door.size());
            var ref = UUID.randomUUID().toString();
            for (int i = 0; i < 5; i++) {
                if (i % 2 == 0) {
                    door.all(ref);
                }
                door.one(who, ref);
            }
            Thread.sleep(60_000 / perMinute);
        }
        Thread.sleep(1_000);
        return consoles.stream()
                .filter(c -> !c.slow())
                .flatMap(c -> c.entrance().stream())
                .filter(a -> a.type().equals("call.changed") && a.at().isAfter(from))
                .map(Console.Arrival::ms)
                .sorted()
                .toList();
    }

    /** What was said to everybody and did not come to a console that keeps up. */
    private static int gaps(List<Console> consoles) {
        var quick = consoles.stream().filter(c -> !c.slow()).toList();
        var said = new HashSet<Long>();
        quick.forEach(c ->
                c.entrance().stream().filter(ScreenPop::toAll).forEach(a -> said.add(a.seq())));
        int lost = 0;
        for (var console : quick) {
            lost +=
                    said.size()
                            - (int) console.entrance().stream().filter(ScreenPop::toAll).count();
        }
        return lost;
    }

    private static boolean toAll(Console.Arrival arrival) {
        return arrival.type().equals("task.changed");
    }
}
