package org.aftercall.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.aftercall.call.Calls;
import org.aftercall.dialer.pacing.FloorPeople;
import org.aftercall.dialer.pacing.FloorPolicy;
import org.aftercall.dialer.pacing.Tally;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.aftercall.worklist.Mode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One shift of a floor under one way of pacing, in a house of its own. */
final class FloorShift {
    private final FloorPolicy policy;
    private final FloorPeople people;
    private final int nurses;
    private final int seconds;
    private final Tally before;

    /**
     * @param before the calls of the half hour before it
     */
    FloorShift(FloorPolicy policy, FloorPeople people, int nurses, int seconds, Tally before) {
        this.policy = policy;
        this.people = people;
        this.nurses = nurses;
        this.seconds = seconds;
        this.before = before;
    }

    FloorCalls run() throws Exception {
        var pair = AsteriskPair.running();
        var settings = new HashMap<>(pair.properties());
        settings.put("aftercall.telephony.trunk.calls-per-second", "1000");
        settings.put("aftercall.telephony.trunk.minutes-per-day", "1000000");
        settings.put("aftercall.worklist.first-from", "00:00");
        settings.put("aftercall.worklist.first-until", "00:00");
        try (var house = new BenchHouse(settings, ManyDesks.class, WireTimes.class)) {
            var stock = new FloorStock(house.get(JdbcClient.class));
            var crew = crew(house);
            stock.owe(people, FloorPolicy.due(nurses, seconds));
            stock.before(before, people, crew.getFirst());
            stock.open(policy);
            sit(house, crew);
            var calls = work(house, stock, crew);
            quiet(house);
            return calls;
        }
    }

    private List<StaffId> crew(BenchHouse house) throws InterruptedException {
        until("The telephone of the desks is not there", () -> ManyDesks.thereIs(house));
        var crew = DialRate.nurses(house, nurses);
        crew.forEach(id -> house.get(Staff.class).wish(id, Presence.PAUSED, null));
        return crew;
    }

    /** Whom the house rings for has her seat before she says that she is ready. */
    private void sit(BenchHouse house, List<StaffId> crew) throws InterruptedException {
        if (policy.mode() == Mode.PREVIEW) {
            return;
        }
        var calls = house.get(Calls.class);
        var desks =
                crew.stream()
                        .map(id -> house.get(Staff.class).get(id).desk().orElseThrow())
                        .toList();
        desks.forEach(desk -> calls.sit(desk, DeskKind.PHONE));
        until("Not every nurse has her seat", () -> desks.stream().allMatch(calls::seated));
    }

    private FloorCalls work(BenchHouse house, FloorStock stock, List<StaffId> crew)
            throws Exception {
        var board = new FloorBoard(house.get(JdbcClient.class));
        var over = new AtomicBoolean();
        var all =
                crew.stream()
                        .map(id ->
                                new FloorNurse(
                                        house,
                                        id,
                                        board,
                                        people,
                                        policy.mode() == Mode.PREVIEW,
                                        over))
                        .toList();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var from = Instant.now();
            var until = from.plusSeconds(seconds);
            crew.forEach(id -> house.get(Staff.class).wish(id, Presence.READY, null));
            var work = new ArrayList<Future<?>>();
            all.forEach(nurse -> work.add(hands.submit(nurse)));
            while (Instant.now().isBefore(until)) {
                board.read();
                Thread.sleep(50);
            }
            over.set(true);
            stock.close();
            for (var one : work) {
                one.get();
            }
            return calls(house, from, until, all);
        } finally {
            over.set(true);
        }
    }

    private FloorCalls calls(BenchHouse house, Instant from, Instant until, List<FloorNurse> crew) {
        var wire = house.get(WireTimes.class);
        var lines =
                house.get(JdbcClient.class)
                        .sql(
                                """
                                SELECT c.id, c.abandoned_at IS NOT NULL AS abandoned FROM call.call c
                                WHERE c.placed_at >= :from AND c.dialed_at < :until ORDER BY c.placed_at
                                """)
                        .param("from", Sql.utc(from))
                        .param("until", Sql.utc(until))
                        .query((row, _) -> {
                            var line = new LineId(row.getObject("id", UUID.class));
                            return new FloorCalls.Line(
                                    wire.answered(line),
                                    wire.joined(line),
                                    wire.ended(line),
                                    row.getBoolean("abandoned"));
                        })
                        .list();
        return new FloorCalls(
                from,
                until,
                nurses,
                before,
                lines,
                crew.stream().mapToInt(FloorNurse::stumbled).sum(),
                crew.stream()
                        .filter(nurse -> nurse.stumbled() > 0)
                        .map(FloorNurse::why)
                        .findFirst()
                        .orElse(""));
    }

    /** Nobody's telephone is off its hook when the next house comes, and no tape is left to it. */
    private static void quiet(BenchHouse house) throws InterruptedException {
        var switchboard = house.get(Switchboard.class);
        until(
                "Lines are left over",
                () -> {
                    switchboard.liveLines().forEach(live -> switchboard.hangUp(live.line()));
                    return house.get(Calls.class).open().isEmpty()
                            && switchboard.liveLines().isEmpty();
                });
        until("Tapes are left over", () -> house.get(Recordings.class).waiting() == 0);
    }

    private static void until(String otherwise, BooleanSupplier claim) throws InterruptedException {
        var latest = Instant.now().plus(Duration.ofSeconds(90));
        while (!holds(claim)) {
            if (Instant.now().isAfter(latest)) {
                throw new IllegalStateException(otherwise);
            }
            Thread.sleep(200);
        }
    }

    private static boolean holds(BooleanSupplier claim) {
        try {
            return claim.getAsBoolean();
        } catch (WireDown _) {
            return false;
        }
    }
}
