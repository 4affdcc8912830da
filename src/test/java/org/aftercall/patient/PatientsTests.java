package org.aftercall.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Admitted.Change;
import org.aftercall.patient.Discharge.Reach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.AssertablePublishedEvents;

@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.DIRECT_DEPENDENCIES)
class PatientsTests {
    private static final CallingHours HOURS =
            CallingHours.daily(LocalTime.of(9, 0), LocalTime.of(20, 0));
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static int last = 0;

    @Autowired Patients patients;
    @Autowired JdbcClient db;

    private String no = "";
    private String name = "";
    private PhoneNumber number = new PhoneNumber("+861000000000");
    private PhoneNumber second = number;
    private final LocalDate day = LocalDate.of(2026, 11, 20);

    @BeforeEach
    void somebodyNew() {
        last++;
        no = "T" + last;
        name = "测试" + last;
        number = new PhoneNumber("+861000%06d".formatted(last * 100));
        second = new PhoneNumber("+861000%06d".formatted(last * 100 + 1));
    }

    @Test
    void aDischargeHandedInTwiceIsOneStay() {
        var first = patients.admit(discharge(no, day, null));
        var again = patients.admit(discharge(no, day, null));
        assertThat(first.change()).isEqualTo(Change.CREATED);
        assertThat(again.change()).isEqualTo(Change.UNCHANGED);
        assertThat(again.patient()).isEqualTo(first.patient());
        assertThat(again.encounter()).isEqualTo(first.encounter());
        assertThat(patients.get(first.patient()).name()).isEqualTo(name);
        assertThat(patients.contacts(first.patient()))
                .singleElement()
                .satisfies(c -> assertThat(c.number()).isEqualTo(number));
        assertThat(patients.encounter(first.encounter()).department()).isEqualTo("心内科");
        assertThat(patients.latestEncounter(first.patient()).id()).isEqualTo(first.encounter());
    }

    @Test
    void whatIsForeseenIsWhatHappens() {
        assertThat(patients.foresee(List.of(discharge(no, day, null))))
                .containsExactly(Change.CREATED);
        patients.admit(discharge(no, day, null));
        assertThat(
                        patients.foresee(
                                List.of(discharge(no, day, null), discharge(no + "x", day, "1"))))
                .containsExactly(Change.UNCHANGED, Change.CREATED);
    }

    @Test
    void aRowThatSaysMoreUpdatesAndOneThatSaysLessKeeps() {
        var first = patients.admit(discharge(no, day, null));
        var more = patients.admit(discharge(no, day, "110101195001021230"));
        var less = patients.admit(discharge(no, day, null));
        assertThat(more.change()).isEqualTo(Change.UPDATED);
        assertThat(less.change()).isEqualTo(Change.UNCHANGED);
        assertThat(patients.get(first.patient()).person().nationalId())
                .isEqualTo("110101195001021230");
    }

    @Test
    void theNationalIdTellsTheSamePersonUnderAnotherAdmissionNumber() {
        var first = patients.admit(discharge(no, day, "id" + no));
        var later = patients.admit(discharge(no + "b", day.plusDays(30), "id" + no));
        assertThat(later.patient()).isEqualTo(first.patient());
        assertThat(later.change()).isEqualTo(Change.CREATED);
        assertThat(patients.latestEncounter(first.patient()).id()).isEqualTo(later.encounter());
    }

    @Test
    void theAdmissionNumberTellsOnlyTogetherWithTheName() {
        var first = patients.admit(discharge(no, day, null));
        var later = patients.admit(discharge(no, day.plusDays(30), null));
        var other =
                patients.admit(
                        with(discharge(no, day.plusDays(60), null), "另一人", List.of(self(second))));
        assertThat(later.patient()).isEqualTo(first.patient());
        assertThat(other.patient()).isNotEqualTo(first.patient());
    }

    @Test
    void nameBirthdayAndNumberTogetherTellTheSamePerson() {
        var first = patients.admit(discharge(no, day, null));
        var later = patients.admit(discharge(no + "c", day.plusDays(30), null));
        var otherNumber =
                patients.admit(
                        with(
                                discharge(no + "d", day.plusDays(30), null),
                                name,
                                List.of(self(second))));
        assertThat(later.patient()).isEqualTo(first.patient());
        assertThat(otherNumber.patient()).isNotEqualTo(first.patient());
    }

    @Test
    void twoNationalIdsAreNeverOnePerson() {
        var first = patients.admit(discharge(no, day, "idA" + no));
        var same = patients.admit(discharge(no + "e", day, "idB" + no));
        var clash = patients.admit(discharge(no, day, "idB" + no));
        assertThat(same.patient()).isNotEqualTo(first.patient());
        assertThat(clash.change()).isEqualTo(Change.CONFLICT);
        assertThat(patients.get(first.patient()).person().nationalId()).isEqualTo("idA" + no);
    }

    @Test
    void anOldListDoesNotOverwriteWhatANewerOneSaid() {
        var old = discharge(no, day, null);
        var moved = with(discharge(no, day.plusDays(30), null), name, List.of(self(second)));
        patients.admit(moved);
        var late = patients.admit(old);
        assertThat(patients.contacts(late.patient()))
                .extracting(Contact::number)
                .containsExactly(second, number);
        assertThat(patients.admit(moved).change()).isEqualTo(Change.UNCHANGED);
        assertThat(patients.admit(old).change()).isEqualTo(Change.UNCHANGED);
    }

    @Test
    void aDeadNumberStaysDeadWhateverTheListSays() {
        var id = patients.admit(discharge(no, day, null)).patient();
        var contact = patients.contacts(id).getFirst();
        patients.markInvalid(contact.id(), "INVALID_NUMBER");
        patients.markInvalid(contact.id(), "again");
        patients.admit(discharge(no, day.plusDays(9), null));
        assertThat(patients.contact(contact.id()).invalid()).isTrue();
        assertThat(patients.mayCall(id, contact.id(), NOON, HOURS))
                .isEqualTo(org.aftercall.patient.Callable.no("contact.invalid"));
    }

    @Test
    void aNewPatientMayBeCalledAndRecorded() {
        var id = patients.admit(discharge(no, day, null)).patient();
        var contact = patients.contacts(id).getFirst().id();
        assertThat(patients.consent(id)).isEqualTo(new Consent(true, true));
        assertThat(patients.mayCall(id, contact, NOON, HOURS))
                .isEqualTo(new org.aftercall.patient.Callable.Yes());
    }

    @Test
    void aWithdrawnConsentIsKeptWithWhoHeardItAndHeldTo(AssertablePublishedEvents events) {
        var id = patients.admit(discharge(no, day, null)).patient();
        var contact = patients.contacts(id).getFirst().id();
        var nurse = UUID.randomUUID();
        patients.consent(id, Consent.To.RECORDING, false, nurse, "does not like it");
        assertThat(patients.consent(id)).isEqualTo(new Consent(true, false));
        patients.consent(id, Consent.To.CALLS, false, nurse, null);
        assertThat(patients.mayCall(id, contact, NOON, HOURS))
                .isEqualTo(org.aftercall.patient.Callable.no("patient.noConsent"));
        patients.consent(id, Consent.To.CALLS, true, null, "changed her mind");
        assertThat(patients.consent(id)).isEqualTo(new Consent(true, false));
        assertThat(
                        db.sql("SELECT count(*) FROM patient.consent WHERE heard_by = :nurse")
                                .param("nurse", nurse)
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);
        assertThat(events.ofType(ConsentWithdrawn.class)).hasSize(2);
    }

    @Test
    void theDischargeEndsAReadmissionButNothingElse(AssertablePublishedEvents events) {
        var id = patients.admit(discharge(no, day, null)).patient();
        patients.suspend(id, Suspension.READMITTED);
        patients.suspend(id, Suspension.READMITTED);
        assertThat(events.ofType(PatientSuspended.class)).hasSize(1);
        patients.admit(discharge(no, LocalDate.of(2020, 1, 1), null));
        assertThat(patients.get(id).standing().suspended()).isEqualTo(Suspension.READMITTED);
        patients.admit(discharge(no, LocalDate.of(2999, 1, 1), null));
        assertThat(patients.get(id).standing().suspended()).isNull();
        patients.suspend(id, Suspension.DECEASED);
        patients.doNotCall(id, "family asked");
        patients.admit(discharge(no, LocalDate.of(2999, 2, 1), null));
        assertThat(patients.get(id).standing())
                .isEqualTo(new Standing(true, "family asked", Suspension.DECEASED));
    }

    @Test
    void onlyTheDepartmentsOfTheScopeSeeAPatient() {
        var id = patients.admit(discharge(no, day, null)).patient();
        assertThat(patients.visibleTo(id, DataScope.EVERYTHING)).isTrue();
        assertThat(patients.visibleTo(id, DataScope.of(Set.of("骨科", "心内科")))).isTrue();
        assertThat(patients.visibleTo(id, DataScope.of(Set.of("骨科")))).isFalse();
        assertThat(patients.visibleTo(id, DataScope.of(Set.of()))).isFalse();
        assertThat(patients.search(name, DataScope.of(Set.of("骨科")), 9)).isEmpty();
        assertThat(patients.search(no, DataScope.EVERYTHING, 9))
                .extracting(Patient::id)
                .containsExactly(id);
        assertThat(patients.search("%%", DataScope.EVERYTHING, 9)).isEmpty();
    }

    @Test
    void aBrokenZoneOnFileMeansDoNotCall() {
        var id = patients.admit(discharge(no, day, null)).patient();
        var contact = patients.contacts(id).getFirst().id();
        db.sql("UPDATE patient.patient SET zone = NULL WHERE id = :id")
                .param("id", id.value())
                .update();
        assertThat(patients.mayCall(id, contact, NOON, HOURS))
                .isEqualTo(org.aftercall.patient.Callable.no("patient.zoneUnknown", ""));
        assertThat(patients.opening(id, day, HOURS)).isEmpty();
    }

    @Test
    void somebodyElsesNumberIsABug() {
        var id = patients.admit(discharge(no, day, null)).patient();
        assertThatThrownBy(() -> patients.mayCall(id, ContactId.next(), NOON, HOURS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twentyListsAtOnceMakeOnePatient() throws Exception {
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Admitted>>();
            IntStream.range(0, 20)
                    .forEach(i ->
                            work.add(() ->
                                    patients.admit(discharge(no, day.plusDays(i % 4), "id" + no))));
            var ids = new ArrayList<PatientId>();
            for (var done : hands.invokeAll(work)) {
                ids.add(done.get().patient());
            }
            assertThat(Set.copyOf(ids)).hasSize(1);
        }
    }

    private Discharge discharge(String admissionNo, LocalDate on, @Nullable String nationalId) {
        return new Discharge(
                new Person(name, Sex.MALE, LocalDate.of(1950, 1, 2), null, nationalId),
                new Home(Home.USUAL_ZONE, Language.ZH, null, null),
                List.of(self(number)),
                new Stay(admissionNo, new Place("心内科", "三病区", null, null), null, on),
                new Findings("高血压", "I10", null, null, null));
    }

    private static Reach self(PhoneNumber number) {
        return new Reach(Relation.SELF, null, number);
    }

    private static Discharge with(Discharge d, String name, List<Reach> reach) {
        var p = d.person();
        return new Discharge(
                new Person(name, p.sex(), p.birthDate(), p.birthYear(), p.nationalId()),
                d.home(),
                reach,
                d.stay(),
                d.findings());
    }
}
