package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.staff.Presence;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Stopwatch;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/**
 * Predictive dialing on a real Asterisk: three nurses at their seats, more telephones than nurses,
 * and one patient for whom there is none.
 */
@Import({Stopwatch.class, Lately.class})
class PredictiveOnTheWireTests extends HouseOnTheWire {
    private static final int[] DESKS = {8055, 8056, 8058};

    @Autowired PredictiveDialing predictive;
    @Autowired Dialer dialer;
    @Autowired Lately lately;
    @Autowired Stopwatch times;

    @AfterEach
    void nobodyWorks() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        db.sql("UPDATE staff.member SET presence = 'OFFLINE'").update();
    }

    @Test
    void threeNursesFourTelephonesAndWhoIsLeftHearsWhoCalled() {
        until(() -> switchboard.state() instanceof WireState.Up);
        db.sql("UPDATE worklist.retry_rule SET delay_minutes = 0 WHERE disposition = 'ABANDONED'")
                .update();
        var nurses = new ArrayList<StaffMember>();
        for (var desk : DESKS) {
            nurses.add(nurse(desk, Presence.PAUSED));
        }
        // Room for one, and people who seldom pick up: as the house has learned, wrongly.
        lately.answered(owed(), nurses.getFirst(), 200, 0, 1500);
        // Not before: what is learned of a list is kept for a minute.
        db.sql(
                        """
                        UPDATE worklist.worklist SET mode = 'PREDICTIVE', max_abandon_percent = 1
                        """)
                .update();
        for (var nurse : nurses) {
            until(() -> switchboard.reachable(nurse.desk().orElseThrow(), DeskKind.PHONE));
            calls.sit(nurse.desk().orElseThrow(), DeskKind.PHONE);
        }
        until(() -> nurses.stream().allMatch(n -> calls.seated(n.desk().orElseThrow())));
        for (int i = 0; i < 10; i++) {
            owed();
        }
        // All at one moment, as after a round of the ward.
        db.sql("UPDATE staff.member SET presence = 'READY' WHERE role = 'NURSE'").update();
        until(() -> ordered().size() >= 4);
        var rung = ordered();
        until(() -> rung.stream().allMatch(c -> calls.get(c).times().answered() != null));
        until(() -> rung.stream().filter(c -> calls.get(c).joined()).count() == 3);
        assertThat(rung).hasSize(4);
        assertThat(nurses)
                .allSatisfy(
                        n -> assertThat(staff.get(n.id()).presence()).isEqualTo(Presence.ON_CALL));
        var waits =
                rung.stream()
                        .filter(c -> calls.get(c).post() != null)
                        .map(c -> new LineId(c.value()))
                        .map(l ->
                                Duration.between(times.answered.get(l), times.joined.get(l))
                                        .toMillis())
                        .sorted()
                        .toList();
        System.out.println(
                "answer -> joined in predictive dialing, ms: median %d, min %d, max %d, n=%d (goal < 300)"
                        .formatted(waits.get(1), waits.getFirst(), waits.getLast(), waits.size()));
        assertThat(waits.getLast()).isLessThan(2_000);

        var left = rung.stream().filter(c -> calls.get(c).post() == null).findFirst().orElseThrow();
        until(() -> !calls.get(left).live());
        var t = calls.get(left).times();
        var alone = Duration.between(t.answered(), Objects.requireNonNull(t.abandoned()));
        System.out.println("answer -> message for whom there is no nurse, ms: " + alone.toMillis());
        assertThat(alone).isLessThan(Duration.ofMillis(2_500));
        // He heard it to its end: the line was not hung up before some seconds had passed.
        assertThat(Duration.between(t.abandoned(), t.ended())).isGreaterThan(Duration.ofSeconds(3));
        until(() -> followUps.of(left).orElseThrow().signed());
        assertThat(followUps.of(left).orElseThrow().disposition()).isEqualTo(Disposition.ABANDONED);
        // And it is on the tape's side of what the patient hears.
        until(() -> heard(left).isPresent());
        assertThat(heard(left).orElseThrow()).isGreaterThan(-30f);
        var pace = predictive.pace(worklists.all(DataScope.EVERYTHING).getFirst());
        assertThat(pace.abandoned()).isOne();
        assertThat(pace.effective()).isEqualTo(Mode.PROGRESSIVE);

        // The next nurse who is free is reserved for him before his telephone rings.
        var first = rung.stream().filter(c -> !c.equals(left)).findFirst().orElseThrow();
        calls.hangUp(first);
        until(() -> !calls.get(first).live());
        var task = dialer.of(left).orElseThrow().task();
        dialer.settle(dialer.of(first).orElseThrow().id(), Disposition.COMPLETED_ROUTINE, null);
        until(() -> ordered().size() > 4);
        var again = dialer.of(ordered().getLast()).orElseThrow();
        assertThat(again.task()).isEqualTo(task);
        assertThat(again.nurse()).isNotNull();
        assertThat(
                        db.sql(
                                        """
                                        SELECT count(*) FROM dialer.attempt a WHERE number_of > 0
                                          AND (SELECT count(*) FROM followup.record r WHERE r.attempt_id = a.id) <> 1
                                        """)
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    /** How loud the patient's receiver was, in dB below full scale, once his tape is kept. */
    private Optional<Float> heard(CallId call) {
        return db.sql(
                        "SELECT nurse_peak_dbfs FROM recording.recording WHERE call_id = :call AND state = 'STORED'")
                .param("call", call.value())
                .query((row, _) -> row.getFloat(1))
                .optional();
    }

    private List<CallId> ordered() {
        return db.sql("SELECT call_id FROM dialer.attempt WHERE number_of > 0 ORDER BY id")
                .query((row, _) -> new CallId(row.getObject(1, UUID.class)))
                .list();
    }

    /** Somebody who picks up after two seconds and listens. */
    private Ward.Owed owed() {
        return owed(AsteriskPair.somebody(31));
    }
}
