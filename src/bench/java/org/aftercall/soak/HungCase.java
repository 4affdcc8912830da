package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.aftercall.bench.BenchHouse;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.Ring;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.patient.Patients;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.asterisk.ChosenPhone;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Worklists;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One nurse at her telephone, talking with one patient of the simulated network. */
final class HungCase implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final int person;
    private final Hang hang;
    private final BenchHouse house;
    private final Calls calls;
    private final Extension desk;
    private final StaffId nurse;
    private final ChosenPhone phone;
    private @Nullable Attempt attempt;
    private @Nullable LineId leg;
    private @Nullable Watched watched;

    /**
     * What came of it.
     *
     * @param reaped from the fault until Asterisk had no line of it left
     * @param freed from the end of her talk until she was no longer taken for talking
     */
    record Result(Hang hang, Duration reaped, Duration freed, boolean outcome) {}

    HungCase(int person, Hang hang, BenchHouse house, AsteriskPair pair) {
        this.person = person;
        this.hang = hang;
        this.house = house;
        this.calls = house.get(Calls.class);
        this.desk = new Extension(String.valueOf(8001 + person));
        this.nurse = nurse();
        this.phone = ChosenPhone.at(pair, desk);
    }

    private StaffId nurse() {
        var db = house.get(JdbcClient.class);
        return new StaffId(
                db.sql(
                                """
                                INSERT INTO staff.member (id, login, name, role, all_departments, extension, desk_kind,
                                                          password_hash, stamp, presence)
                                VALUES (uuidv7(), :login, 'Nurse', 'NURSE', true, :desk, 'PHONE', '', uuidv7(), 'READY')
                                ON CONFLICT (extension) DO UPDATE SET presence = 'READY', desk_kind = 'PHONE', role = 'NURSE',
                                    all_departments = true RETURNING id
                                """)
                        .param("login", "hung" + desk.digits())
                        .param("desk", desk.digits())
                        .query(UUID.class)
                        .single());
    }

    void talk() {
        until("registered", phone::registered);
        until("reachable", () -> house.get(Switchboard.class).reachable(desk, DeskKind.PHONE));
        // Her leg stays up between calls.
        if (hang.inWrapUp()) {
            patiently(() -> {
                calls.sit(desk, DeskKind.PHONE);
                return desk;
            });
            until("seated", () -> calls.seated(desk));
        }
        var task =
                house.get(Worklists.class)
                        .claimNext(nurse, DataScope.EVERYTHING, null)
                        .orElseThrow();
        var contact = house.get(Patients.class).contacts(task.patient()).getFirst().id();
        house.get(JdbcClient.class)
                .sql("UPDATE patient.contact SET number = :number WHERE id = :id")
                .param("number", "+861000000%02d31".formatted(person))
                .param("id", contact.value())
                .update();
        attempt = patiently(() -> house.get(Dialer.class).dial(nurse, task.id(), contact, null));
    }

    /** On a busy machine a telephone that just registered may be taken for away for a moment. */
    private static <T> T patiently(Supplier<T> order) {
        var until = Instant.now().plus(SOON);
        while (true) {
            try {
                return order.get();
            } catch (Refusal refused) {
                if (Instant.now().isAfter(until)) {
                    throw refused;
                }
                LockSupport.parkNanos(500_000_000);
            }
        }
    }

    private CallId call() {
        if (attempt == null) {
            throw new IllegalStateException("Nobody was called yet");
        }
        return attempt.call();
    }

    void joined() {
        until("joined", () -> calls.get(call()).joined());
        var post = calls.get(call()).post();
        leg = post == null ? null : post.line();
    }

    void hangs() {
        switch (hang) {
            case DESK_VANISHED -> phone.close();
            case DESK_SILENT -> phone.fallSilent();
            case GONE_IN_WRAP_UP -> {
                wrapsUp();
                phone.close();
            }
            case LEG_LEFT_BEHIND -> {
                wrapsUp();
                phone.leave();
            }
            case LOST_BYE -> {}
        }
    }

    private void wrapsUp() {
        calls.hangUp(call());
        until("in wrap-up", () -> presence() == Presence.WRAPPING_UP);
    }

    /** From now on it is watched, see {@link #over}. */
    void watch(Instant from) {
        watched = new Watched(from, new Watch(from), new Watch(from));
    }

    /**
     * Looks once whether it is over.
     *
     * @param live all lines that Asterisk has at this moment
     */
    boolean over(Collection<LineId> live) {
        var line = new LineId(call().value());
        var now = watched();
        boolean gone = now.reaped().saw(() -> live.stream().noneMatch(l -> hung(l, line)));
        boolean free =
                now.freed().saw(() -> !calls.get(call()).live() && presence() != Presence.ON_CALL);
        return gone && free;
    }

    Result result() {
        var now = watched();
        var ended = calls.get(call()).times().ended();
        var free = freeSince();
        var outcome = calls.get(call()).result() == LineResult.ANSWERED && written();
        if (hang.inWrapUp()) {
            outcome &= lost();
        } else {
            house.get(Dialer.class).settle(attempt().id(), Disposition.CALLBACK_UNSPECIFIED, null);
        }
        return new Result(
                hang,
                now.reaped().after(now.from()),
                ended == null || free.isEmpty()
                        ? now.freed().after(now.from())
                        : Watch.time(ended, free.get()),
                outcome && presence() == Presence.READY);
    }

    private record Watched(Instant from, Watch reaped, Watch freed) {}

    private Watched watched() {
        if (watched == null) {
            throw new IllegalStateException("Nobody watches it");
        }
        return watched;
    }

    /** By the house's own clock; empty while she is taken for talking. */
    private Optional<Instant> freeSince() {
        return house.get(JdbcClient.class)
                .sql(
                        "SELECT presence_since FROM staff.member WHERE id = :id AND presence <> 'ON_CALL'")
                .param("id", nurse.value())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    private Attempt attempt() {
        if (attempt == null) {
            throw new IllegalStateException("Nobody was called yet");
        }
        return attempt;
    }

    /**
     * A line of the call, or a leg without anybody: in the end none of them lives, though the other
     * side is kept for a while in case she comes back.
     */
    private boolean hung(LineId live, LineId patient) {
        return live.equals(leg) || live.equals(patient);
    }

    private boolean written() {
        return soon(() -> recorded("line_result IS NOT NULL"));
    }

    /** She does not come back: a day goes by, and the house signs for her. */
    private boolean lost() {
        house.get(JdbcClient.class)
                .sql(
                        """
                        UPDATE followup.record SET answered_at = answered_at - interval '25 h',
                               ended_at = ended_at - interval '25 h', saved_at = saved_at - interval '25 h'
                        WHERE call_id = :id
                        """)
                .param("id", call().value())
                .update();
        return soon(() -> recorded("state = 'SIGNED' AND disposition = 'RECORD_LOST'"))
                && soon(() -> presence() == Presence.READY);
    }

    private boolean recorded(String what) {
        return house.get(JdbcClient.class)
                .sql("SELECT " + what + " FROM followup.record WHERE call_id = :id")
                .param("id", call().value())
                .query(Boolean.class)
                .single();
    }

    private Presence presence() {
        return house.get(Staff.class).get(nurse).presence();
    }

    private static boolean soon(BooleanSupplier claim) {
        try {
            until("the record", claim);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    private static void until(String what, BooleanSupplier claim) {
        Awaitility.await(what)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(claim::getAsBoolean);
    }

    /** After it stood still, the switchboard takes it for dead for a while. */
    static void untilTheNetworkIsBack(BenchHouse house) {
        var calls = house.get(Calls.class);
        Awaitility.await("the network")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    var id =
                            calls.placeOpen(
                                    AsteriskPair.somebody(20),
                                    new Ring(Duration.ofSeconds(10), false, false));
                    until("the end of a call", () -> !calls.get(id).live());
                    return calls.get(id).result() == LineResult.BUSY;
                });
    }

    @Override
    public void close() {
        phone.close();
        calls.stand(desk);
    }
}
