package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.Consent;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Suspension;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/DialingTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class DialingTests {
    @Autowired Ward ward;
    @Autowired Dialer dialer;
    @Autowired Attempts attempts;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @BeforeEach
    @AfterEach
    void aMorningOnTheWard() {
        ward.opens();
    }

    @RepeatedTest(5)
    void twoNursesAtOnceNeverRingTheSamePatient() throws Exception {
        var patient = ward.owed("心内科", 2);
        var again = ward.owedAgain(patient);
        var one = ward.nurse();
        var two = ward.nurse();
        ward.claim(one, patient);
        ward.claim(two, again);
        var before = wire.rung.size();
        var outcomes =
                atOnce(
                        () -> dialer.dial(one.id(), patient.task(), patient.numbers().get(0), null),
                        () -> dialer.dial(two.id(), again.task(), patient.numbers().get(1), null));
        assertThat(outcomes).filteredOn(Attempt.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .extracting(r -> ((Refusal) r).code())
                .isEqualTo("patient.onThePhone");
        assertThat(openAttempts(patient)).isOne();
        assertThat(wire.rung).hasSize(before + 1);
    }

    @Test
    void evenWithoutAskingFirstTheDatabaseRefusesASecondAttemptAtAPatient() {
        var first = ward.dial(ward.nurse(), ward.owed());
        var other = ward.dial(ward.nurse(), ward.owed());
        assertThatThrownBy(() ->
                        db.sql("UPDATE dialer.attempt SET patient_id = :patient WHERE id = :id")
                                .param("patient", first.patient().value())
                                .param("id", other.id().value())
                                .update())
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("one_attempt_per_patient");
        assertThatThrownBy(() ->
                        db.sql("UPDATE dialer.attempt SET staff_id = :nurse WHERE id = :id")
                                .param("nurse", Objects.requireNonNull(first.nurse()).value())
                                .param("id", other.id().value())
                                .update())
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("one_attempt_per_nurse");
    }

    @Test
    void aNurseHasOneCallAtATime() {
        var nurse = ward.nurse();
        ward.dial(nurse, ward.owed());
        var next = ward.owed();
        ward.claim(nurse, next);
        refused(Kind.CONFLICT, "nurse.busy", nurse, next);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.ON_CALL);
    }

    @Test
    void theSameRequestTwiceIsOneAttemptAndOneOrderOnTheWire() {
        var nurse = ward.nurse();
        var owed = ward.owed();
        var before = wire.rung.size();
        var first = ward.dial(nurse, owed, "key-1");
        var second = dialer.dial(nurse.id(), owed.task(), owed.number(), "key-1");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.call()).isEqualTo(first.call());
        assertThat(wire.rung).hasSize(before + 1);
    }

    @RepeatedTest(3)
    void theSameRequestAtTheSameMomentIsOneOrderOnTheWire() throws Exception {
        var nurse = ward.nurse();
        var owed = ward.owed();
        ward.claim(nurse, owed);
        var before = wire.rung.size();
        var outcomes =
                atOnce(
                        () -> dialer.dial(nurse.id(), owed.task(), owed.number(), "key-2"),
                        () -> dialer.dial(nurse.id(), owed.task(), owed.number(), "key-2"));
        assertThat(outcomes).anyMatch(Attempt.class::isInstance);
        assertThat(openAttempts(owed)).isOne();
        assertThat(wire.rung).hasSize(before + 1);
        // Whoever lost that moment asks again and is told the same attempt.
        assertThat(dialer.dial(nurse.id(), owed.task(), owed.number(), "key-2").id())
                .isEqualTo(dialer.openOf(nurse.id()).orElseThrow().id());
    }

    @Test
    void theKeyOfOneNurseSaysNothingAboutAnothers() {
        var one = ward.dial(ward.nurse(), ward.owed(), "key-3");
        var two = ward.dial(ward.nurse(), ward.owed(), "key-3");
        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void outsideTheWindowNobodyIsRung() {
        var nurse = ward.nurse();
        var owed = ward.owed();
        for (var hour : List.of("2026-11-23T00:59:59Z", "2026-11-23T12:00:00Z")) {
            clock.set(Instant.parse(hour));
            ward.claim(nurse, owed);
            refused(Kind.CONFLICT, "window.closed", nurse, owed);
        }
    }

    @Test
    void whoSaidStopOrIsGoneIsNotRung() {
        var nurse = ward.nurse();
        var stop = ward.owed();
        patients.doNotCall(stop.patient(), "asked");
        ward.claim(nurse, stop);
        refused(Kind.CONFLICT, "patient.doNotCall", nurse, stop);
        for (var why : Suspension.values()) {
            var gone = ward.owed();
            patients.suspend(gone.patient(), why);
            ward.claim(nurse, gone);
            refused(Kind.CONFLICT, "patient.suspended", nurse, gone);
        }
        var no = ward.owed();
        patients.consent(no.patient(), Consent.To.CALLS, false, null, null);
        ward.claim(nurse, no);
        refused(Kind.CONFLICT, "patient.noConsent", nurse, no);
    }

    @Test
    void aDeadOrForeignNumberIsNotRung() {
        var nurse = ward.nurse();
        var owed = ward.owed();
        patients.markInvalid(owed.number(), "dead");
        ward.claim(nurse, owed);
        refused(Kind.CONFLICT, "contact.invalid", nurse, owed);
        var stranger = ward.owed();
        var mixed = new Ward.Owed(owed.patient(), owed.task(), stranger.numbers());
        refused(Kind.NOT_FOUND, "contact.unknown", nurse, mixed);
    }

    @Test
    void aPausedListRingsNobody() {
        var nurse = ward.nurse();
        var owed = ward.owed();
        ward.claim(nurse, owed);
        db.sql("UPDATE worklist.worklist SET paused = true").update();
        refused(Kind.CONFLICT, "worklist.paused", nurse, owed);
    }

    @Test
    void withoutADeskOrAWireNobodyIsRung() {
        var nurse = ward.nurse();
        var owed = ward.owed();
        ward.claim(nurse, owed);
        wire.reachable = false;
        refused(Kind.CONFLICT, "desk.unreachable", nurse, owed);
        wire.reachable = true;
        wire.state = new WireState.Down("unplugged");
        refused(Kind.UNAVAILABLE, "telephony.down", nurse, owed);
        db.sql("UPDATE staff.member SET extension = NULL WHERE id = :id")
                .param("id", nurse.id().value())
                .update();
        refused(Kind.CONFLICT, "desk.none", nurse, owed);
    }

    @Test
    void aTaskThatSomebodyElseHoldsIsNotDialed() {
        var owed = ward.owed();
        var other = ward.nurse();
        ward.claim(ward.nurse(), owed);
        var before = leftovers();
        assertThatThrownBy(() -> dialer.dial(other.id(), owed.task(), owed.number(), null))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.code()).isEqualTo("task.notYours"));
        assertThat(leftovers()).isEqualTo(before);
    }

    @Test
    void aTalkThatIsOverLeavesTheNurseToHerRecord() {
        var nurse = ward.nurse();
        var call = ward.dial(nurse, ward.owed()).call();
        ward.talks(call);
        ward.ends(call, LineResult.ANSWERED, 16);
        awaitEnded(call);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.WRAPPING_UP);
    }

    @Test
    void theLateNewsOfAnEndDoesNotTakeANurseWhoIsFreeAgain() {
        var nurse = ward.nurse();
        var attempt = ward.dial(nurse, ward.owed());
        ward.talks(attempt.call());
        dialer.settle(attempt.id(), Disposition.INTERRUPTED, null);
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        awaitEnded(attempt.call());
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(Presence.READY);
    }

    private void refused(Kind kind, String code, StaffMember nurse, Ward.Owed owed) {
        var before = leftovers();
        var presence = staff.get(nurse.id()).presence();
        assertThatThrownBy(() -> dialer.dial(nurse.id(), owed.task(), owed.number(), null))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> {
                            assertThat(r.code()).isEqualTo(code);
                            assertThat(r.kind()).isEqualTo(kind);
                        });
        assertThat(leftovers()).isEqualTo(before);
        assertThat(staff.get(nurse.id()).presence()).isEqualTo(presence);
        assertThat(ward.task(owed).state()).isEqualTo(State.CLAIMED);
        assertThat(ward.task(owed).holder()).isEqualTo(nurse.id());
    }

    private List<Integer> leftovers() {
        return List.of(
                ward.rows("dialer.attempt"),
                ward.rows("call.call"),
                ward.rows("followup.record"),
                ward.rows("recording.recording"),
                wire.rung.size(),
                wire.dialed.size());
    }

    private int openAttempts(Ward.Owed owed) {
        return db.sql(
                        "SELECT count(*) FROM dialer.attempt WHERE patient_id = :id AND settled_at IS NULL")
                .param("id", owed.patient().value())
                .query(Integer.class)
                .single();
    }

    private void awaitEnded(CallId call) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> attempts.of(call).orElseThrow().ended() != null);
    }

    private static List<Object> atOnce(Callable<Attempt> first, Callable<Attempt> second)
            throws Exception {
        var barrier = new CyclicBarrier(2);
        var outcomes = new ArrayList<Object>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var futures = new ArrayList<Future<Object>>();
            for (var order : List.of(first, second)) {
                futures.add(
                        threads.submit(() -> {
                            barrier.await();
                            try {
                                return order.call();
                            } catch (Refusal refusal) {
                                return refusal;
                            }
                        }));
            }
            for (var future : futures) {
                outcomes.add(future.get());
            }
        }
        return outcomes;
    }
}
