package org.aftercall.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.StandingChange.What;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.AssertablePublishedEvents;

@ApplicationModuleTest(
        mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES,
        extraIncludes = "staff")
class StandingsTests {
    private static int last = 5000;

    @Autowired Patients patients;
    @Autowired Standings standings;
    @Autowired Staff staff;
    @Autowired JdbcClient db;

    private PatientId id = PatientId.next();

    @BeforeEach
    void somebodyNew() {
        id = admitted("心内科", LocalDate.of(2026, 11, 20), ++last);
    }

    @Test
    void whoAsksNotToBeCalledIsOnTheListWithTheReasonAndWhoHeardIt(
            AssertablePublishedEvents events) {
        var nurse = nurse("Wang Li");
        SignedIn.as(nurse)
                .run(() -> {
                    standings.doNotCall(id, "asked twice");
                    standings.doNotCall(id, "asked a third time");
                });
        assertThat(patients.get(id).standing()).isEqualTo(new Standing(true, "asked twice", null));
        assertThat(standings.history(id))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.what()).isEqualTo(What.DO_NOT_CALL);
                    assertThat(c.begins()).isTrue();
                    assertThat(c.reason()).isEqualTo("asked twice");
                    assertThat(c.byName()).isEqualTo("Wang Li");
                });
        assertThat(events.ofType(ConsentWithdrawn.class)).hasSize(1);
    }

    @Test
    void everyUndoIsALineOfItsOwnAndTheOldLineStays() {
        standings.suspend(id, Suspension.DECEASED, "DECEASED");
        standings.resume(id, "somebody of the same name");
        standings.resume(id, "again");
        assertThat(patients.get(id).standing()).isEqualTo(Standing.FREE);
        assertThat(standings.history(id))
                .extracting(StandingChange::begins, StandingChange::reason)
                .containsExactly(
                        tuple(false, "somebody of the same name"), tuple(true, "DECEASED"));
        standings.doNotCall(id, "asked");
        standings.callAgain(id, "asked to be called after all");
        assertThat(patients.get(id).standing()).isEqualTo(Standing.FREE);
        assertThat(standings.history(id)).hasSize(4);
    }

    @Test
    void theOldDoorsWriteHistoryToo() {
        patients.doNotCall(id, "DO_NOT_CALL");
        patients.suspend(id, Suspension.MOVED);
        patients.resume(id);
        assertThat(standings.history(id))
                .extracting(StandingChange::what, StandingChange::begins, StandingChange::reason)
                .containsExactly(
                        tuple(What.SUSPENDED, false, "UNDONE"),
                        tuple(What.SUSPENDED, true, "MOVED"),
                        tuple(What.DO_NOT_CALL, true, "DO_NOT_CALL"));
    }

    @Test
    void aDischargeThatEndsAReadmissionIsALineWithoutAName() {
        patients.suspend(id, Suspension.READMITTED);
        admitted("心内科", LocalDate.of(2999, 1, 1), last);
        assertThat(patients.get(id).standing().suspended()).isNull();
        assertThat(standings.history(id).getFirst())
                .satisfies(c -> {
                    assertThat(c.begins()).isFalse();
                    assertThat(c.reason()).isEqualTo("DISCHARGED");
                    assertThat(c.byName()).isNull();
                });
        patients.suspend(id, Suspension.DECEASED);
        admitted("心内科", LocalDate.of(2999, 2, 1), last);
        assertThat(standings.history(id).getFirst().reason()).isEqualTo("DECEASED");
    }

    @Test
    void theListShowsTheScopeOnlyNewestFirstAndReadsOn() {
        var there = new ArrayList<PatientId>();
        for (int i = 0; i < 5; i++) {
            var one = admitted("呼吸科", LocalDate.of(2026, 11, 20), ++last);
            standings.doNotCall(one, "reason " + i);
            there.addFirst(one);
        }
        var taken = there.remove(2);
        standings.callAgain(taken, "after all");
        standings.doNotCall(id, "elsewhere");
        var scope = DataScope.of(Set.of("呼吸科"));
        var first = standings.doNotCall(scope, null, 3);
        var rest = standings.doNotCall(scope, first.getLast().change(), 3);
        var all = new ArrayList<>(first);
        all.addAll(rest);
        assertThat(all).extracting(Uncalled::patient).containsExactlyElementsOf(there);
        assertThat(standings.doNotCall(DataScope.of(Set.of()), null, 9)).isEmpty();
        assertThat(standings.doNotCall(DataScope.EVERYTHING, null, 200))
                .extracting(Uncalled::patient)
                .contains(id)
                .doesNotContain(taken);
    }

    @Test
    void theHistoryIsOnlyAddedTo() {
        standings.doNotCall(id, "asked");
        assertThatThrownBy(() -> db.sql("UPDATE patient.standing_change SET reason = 'x'").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> db.sql("DELETE FROM patient.standing_change").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> db.sql("TRUNCATE patient.standing_change").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void twentyWhoSayItAtOnceMakeOneLine() throws Exception {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<@Nullable Void>>();
            for (int i = 0; i < 20; i++) {
                work.add(() -> {
                    standings.suspend(id, Suspension.DECEASED, "DECEASED");
                    return null;
                });
            }
            for (var done : hands.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(standings.history(id)).hasSize(1);
    }

    @Test
    void aReasonThatIsACodeOfOursIsThatSuspension() {
        assertThat(Standings.suspension("DECEASED")).isEqualTo(Suspension.DECEASED);
        assertThat(Standings.suspension(" readmitted ")).isEqualTo(Suspension.READMITTED);
        assertThat(Standings.suspension("on a cruise")).isEqualTo(Suspension.OTHER);
    }

    private StaffMember nurse(String name) {
        var nurse = StaffId.next();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, password_hash, stamp)
                        VALUES (:id, :login, :name, 'NURSE', true, '', :stamp)
                        """)
                .param("id", nurse.value())
                .param("login", "n" + nurse.value())
                .param("name", name)
                .param("stamp", UUID.randomUUID())
                .update();
        return staff.get(nurse);
    }

    private PatientId admitted(String department, LocalDate on, int no) {
        return patients.admit(
                        new Discharge(
                                new Person(
                                        "测试" + no, Sex.MALE, LocalDate.of(1950, 1, 2), null, null),
                                new Home(Home.USUAL_ZONE, Language.ZH, null, null),
                                List.of(
                                        new Discharge.Reach(
                                                Relation.SELF,
                                                null,
                                                new PhoneNumber("+861000%06d".formatted(no)))),
                                new Stay(
                                        "S" + no,
                                        new Place(department, null, null, null),
                                        null,
                                        on),
                                new Findings(null, null, null, null, null)))
                .patient();
    }
}
