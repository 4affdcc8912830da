package org.aftercall.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Dialer;
import org.aftercall.dialer.pacing.FloorPeople;
import org.aftercall.followup.Clinical;
import org.aftercall.followup.FollowUps;
import org.aftercall.followup.Reached;
import org.aftercall.followup.Signing;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.patient.Patients;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.WireDown;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;

/**
 * A nurse who does what the console lets her do, by the same services: takes the next patient,
 * reads, dials; or waits for whom the house brings. Then she talks, hangs up, writes up and signs.
 */
final class FloorNurse implements Runnable {
    /** How often she looks; no time that is measured hangs on it but the ends of her own doings. */
    private static final long LOOK = 20;

    private final BenchHouse house;
    private final StaffId id;
    private final FloorBoard board;
    private final FloorPeople people;
    private final boolean dials;
    private final AtomicBoolean over;
    private int stumbled;
    private String why = "";

    /**
     * @param dials whether she takes and dials herself
     */
    FloorNurse(
            BenchHouse house,
            StaffId id,
            FloorBoard board,
            FloorPeople people,
            boolean dials,
            AtomicBoolean over) {
        this.house = house;
        this.id = id;
        this.board = board;
        this.people = people;
        this.dials = dials;
        this.over = over;
    }

    /** How often something was refused that she wanted. */
    int stumbled() {
        return stumbled;
    }

    /** Why, the first time; empty when nothing was. */
    String why() {
        return why;
    }

    @Override
    public void run() {
        try {
            while (!over.get()) {
                work();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() throws InterruptedException {
        try {
            var call = dials ? takeNext() : board.of(id);
            if (call == null) {
                Thread.sleep(LOOK);
            } else {
                talk(call);
                board.done(call.call());
            }
        } catch (Refusal | WireDown refused) {
            stumble(refused);
            Thread.sleep(500);
        }
    }

    private void stumble(RuntimeException refused) {
        stumbled++;
        if (why.isEmpty()) {
            why = refused instanceof Refusal refusal ? refusal.code() : refused.toString();
        }
    }

    private FloorBoard.@Nullable Open takeNext() throws InterruptedException {
        var task =
                house.get(Worklists.class).claimNext(id, DataScope.EVERYTHING, null).orElse(null);
        if (task == null) {
            Thread.sleep(500);
            return null;
        }
        int person =
                Integer.parseInt(house.get(Patients.class).get(task.patient()).name().substring(6));
        if (!until(after(Instant.now(), people.person(person).reading()))) {
            return null;
        }
        var dialer = house.get(Dialer.class);
        var number = dialer.suggest(task.id()).orElseThrow();
        return new FloorBoard.Open(dialer.dial(id, task.id(), number, null).call(), person);
    }

    private void talk(FloorBoard.Open open) throws InterruptedException {
        var wire = house.get(WireTimes.class);
        var line = new LineId(open.call().value());
        if (!until(() -> wire.joined(line) != null || wire.ended(line) != null)) {
            return;
        }
        var joined = wire.joined(line);
        if (joined == null) {
            // The house writes it down; she is free when it has.
            until(() -> !open.equals(board.of(id)));
            return;
        }
        var person = people.person(open.person());
        if (!until(after(joined, person.talk()))) {
            return;
        }
        house.get(Calls.class).hangUp(open.call());
        if (until(() -> wire.ended(line) != null) && until(after(Instant.now(), person.wrapUp()))) {
            sign(open.call());
        }
    }

    private void sign(CallId call) throws InterruptedException {
        var followUps = house.get(FollowUps.class);
        for (int tries = 1; ; tries++) {
            try {
                var record = followUps.of(call).orElseThrow();
                followUps.sign(
                        record.id(),
                        record.version(),
                        new Signing(
                                Disposition.CALLBACK_UNSPECIFIED,
                                Reached.PATIENT,
                                null,
                                null,
                                Clinical.NONE,
                                null,
                                null,
                                null),
                        new CurrentUser(house.get(Staff.class).get(id)));
                return;
            } catch (Refusal notYet) {
                // The news of the end may come a moment after the end.
                if (tries == 20) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private static BooleanSupplier after(Instant from, double seconds) {
        var then = from.plus(Duration.ofMillis((long) (seconds * 1000)));
        return () -> !Instant.now().isBefore(then);
    }

    /**
     * @return false when it is all over before
     */
    private boolean until(BooleanSupplier claim) throws InterruptedException {
        while (!claim.getAsBoolean()) {
            if (over.get()) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }
}
