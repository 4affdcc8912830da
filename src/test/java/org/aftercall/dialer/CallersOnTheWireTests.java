package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.Direction;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Discharge;
import org.aftercall.patient.Findings;
import org.aftercall.patient.Home;
import org.aftercall.patient.Language;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Person;
import org.aftercall.patient.Place;
import org.aftercall.patient.Relation;
import org.aftercall.patient.Sex;
import org.aftercall.patient.Stay;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tapes;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The whole way of a patient's call: from the network through the house to a nurse, or to none. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.call.sweep-every=1s",
            "aftercall.worklist.first-from=00:00",
            "aftercall.worklist.first-until=00:00"
        })
class CallersOnTheWireTests {
    @Autowired Reception reception;
    @Autowired Inbound inbound;
    @Autowired Dialer dialer;
    @Autowired Calls calls;
    @Autowired FollowUps followUps;
    @Autowired Worklists worklists;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired Switchboard switchboard;
    @Autowired Tapes tapes;
    @Autowired Clock clock;
    @Autowired JdbcClient db;

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running()
                .properties()
                .forEach((name, value) -> registry.add(name, () -> value));
    }

    @BeforeEach
    void up() {
        until(() -> switchboard.state() instanceof WireState.Up);
    }

    @AfterEach
    void quiet() {
        until(() -> {
            switchboard.liveLines().forEach(live -> switchboard.hangUp(live.line()));
            return calls.open().isEmpty() && switchboard.liveLines().isEmpty();
        });
    }

    @Test
    void aPatientCallsAndANurseTalksWithHimOnTapeAboutHisTask() {
        var number = AsteriskPair.somebody(0);
        var task = owed(number);
        var nurse = staff.get(nurse());
        until(() -> switchboard.reachable(nurse.desk().orElseThrow(), nurse.deskKind()));
        var id = waiting(number);
        var attempt = reception.take(nurse, id).orElseThrow();
        assertThat(attempt.task()).isEqualTo(task);
        until(() -> calls.get(id).joined());
        assertThat(tapes.of(calls.get(id).line())).isPresent();
        calls.hangUp(id);
        until(() -> staff.get(nurse.id()).presence() == Presence.WRAPPING_UP);
        assertThat(followUps.of(id).orElseThrow().links().task()).isEqualTo(task);
        until(() ->
                db.sql("SELECT state FROM recording.recording WHERE call_id = :call")
                        .param("call", id.value())
                        .query(String.class)
                        .optional()
                        .filter("STORED"::equals)
                        .isPresent());
    }

    @Test
    void whoHangsUpWhileHeWaitsIsOwedACall() {
        var number = AsteriskPair.somebody(26);
        var task = owed(number);
        var id = waiting(number);
        until(() -> !calls.get(id).live());
        until(() -> inbound.missed().stream().anyMatch(c -> c.call().equals(id)));
        assertThat(inbound.of(id).orElseThrow().task()).isEqualTo(task);
    }

    private CallId waiting(PhoneNumber number) {
        AsteriskPair.running().callIn(number);
        until(() -> calls.open().stream().anyMatch(c -> isFrom(c, number) && c.waits()));
        return calls.open().stream().filter(c -> isFrom(c, number)).findFirst().orElseThrow().id();
    }

    private static boolean isFrom(Call call, PhoneNumber number) {
        return call.direction() == Direction.INBOUND && number.equals(call.number());
    }

    private StaffId nurse() {
        var id = StaffId.next();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, extension, desk_kind,
                                                  password_hash, stamp, presence)
                        VALUES (:id, 'reception', 'Nurse', 'NURSE', true, '8058', 'PHONE', '', :stamp, 'READY')
                        """)
                .param("id", id.value())
                .param("stamp", UUID.randomUUID())
                .update();
        return id;
    }

    private TaskId owed(PhoneNumber number) {
        var discharge =
                new Discharge(
                        new Person("测试", Sex.FEMALE, LocalDate.of(1950, 1, 2), null, null),
                        new Home(Home.USUAL_ZONE, Language.EN, null, null),
                        List.of(new Discharge.Reach(Relation.SELF, null, number)),
                        new Stay(
                                "I" + number.digits().substring(9),
                                new Place("心内科", null, null, null),
                                null,
                                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(3)),
                        new Findings(null, null, null, null, null));
        var admitted = patients.admit(discharge);
        return worklists.owe(
                admitted.patient(),
                admitted.encounter(),
                "心内科",
                clock.instant().minus(Duration.ofHours(1)),
                worklists.all(DataScope.EVERYTHING).getFirst().id());
    }

    private static void until(Callable<Boolean> claim) {
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50)).until(claim);
    }
}
