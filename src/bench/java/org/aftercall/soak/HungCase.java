package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One nurse at her telephone, talking with one patient of the simulated network. */
final class HungCase implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final int person;
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

    HungCase(int person, BenchHouse house, AsteriskPair pair) {
        this.person = person;
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

    /**
     * @param seated whether her leg stays up between calls
     */
    void talk(boolean seated) {
        until("registered", phone::registered);
        until("reachable", () -> house.get(Switchboard.class).reachable(desk, DeskKind.PHONE));
        if (seated) {
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

    void hangs(Hang hang) {
        switch (hang) {
            case DESK_VANISHED -> phone.close();
            case DESK_SILENT -> phone.fallSilent();
            case GONE_IN_WRAP_UP -> {
                calls.hangUp(call());
                until("in wrap-up", () -> presence() == Presence.WRAPPING_UP);
                phone.close();
            }
            case LOST_BYE -> {}
        }
    }

    /** From now on it is watched, see {@link #over}. */
    void watch(Hang hang, Instant from) {
        watched = new Watched(hang, from, new Watch(from), new Watch(from));
    }

    /**
     * Looks once whether it is over.
     *
     * @param live all lines that Asterisk has at this moment
     */
    boolean over(Collection<LineId> live) {
        var line = new LineId(call().value());
        var now = watched();
        boolean gone =
                now.reaped().saw(() -> live.stream().noneMatch(l -> hung(now.hang(), l, line)));
        boolean free =
                now.freed().saw(() -> !calls.get(call()).live() && presence() != Presence.ON_CALL);
        return gone && free;
    }

    Result result() {
        var now = watched();
        var ended = calls.get(call()).times().ended();
        var outcome = calls.get(call()).result() == LineResult.ANSWERED && written();
        house.get(Dialer.class).settle(attempt().id(), Disposition.CALLBACK_UNSPECIFIED, null);
        return new Result(
                now.hang(),
                now.reaped().after(now.from()),
                now.freed().after(ended == null ? now.from() : ended),
                outcome && presence() == Presence.READY);
    }

    private record Watched(Hang hang, Instant from, Watch reaped, Watch freed) {}

    private Watched watched() {
        if (watched == null) {
            throw new IllegalStateException("Nobody watches it");
        }
        return watched;
    }

    /** When something was so for the first time; until then, when it was looked for last. */
    private static final class Watch {
        private Instant at;
        private boolean seen;

        Watch(Instant from) {
            this.at = from;
        }

        boolean saw(BooleanSupplier claim) {
            if (!seen) {
                seen = claim.getAsBoolean();
                at = Instant.now();
            }
            return seen;
        }

        Duration after(Instant from) {
            return at.isBefore(from) ? Duration.ZERO : Duration.between(from, at);
        }
    }

    private Attempt attempt() {
        if (attempt == null) {
            throw new IllegalStateException("Nobody was called yet");
        }
        return attempt;
    }

    /** The line whose far end is gone; the others live on for a while, as they should. */
    private boolean hung(Hang hang, LineId live, LineId patient) {
        return switch (hang) {
            case DESK_VANISHED, DESK_SILENT, GONE_IN_WRAP_UP -> live.equals(leg);
            case LOST_BYE -> live.equals(patient);
        };
    }

    private boolean written() {
        return took(
                                Instant.now(),
                                SOON,
                                () ->
                                        house.get(JdbcClient.class)
                                                .sql(
                                                        "SELECT line_result IS NOT NULL FROM followup.record WHERE call_id = :id")
                                                .param("id", call().value())
                                                .query(Boolean.class)
                                                .single())
                        .compareTo(SOON)
                < 0;
    }

    private Presence presence() {
        return house.get(Staff.class).get(nurse).presence();
    }

    private static Duration took(Instant from, Duration patience, BooleanSupplier claim) {
        var until = Instant.now().plus(patience);
        while (!claim.getAsBoolean() && Instant.now().isBefore(until)) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        var took = Duration.between(from, Instant.now());
        return took.isNegative() ? Duration.ZERO : took;
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
