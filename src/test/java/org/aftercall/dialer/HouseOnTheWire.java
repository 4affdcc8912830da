package org.aftercall.dialer;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.aftercall.Ward;
import org.aftercall.call.Calls;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Contact;
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
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The whole house on the Asterisk pair: nurses at its telephones, and people it owes a call. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.call.sweep-every=1s",
            "aftercall.worklist.first-from=00:00",
            "aftercall.worklist.first-until=00:00"
        })
abstract class HouseOnTheWire {
    /** What we say to Asterisk can be read here. */
    static final Tap TAP = new Tap(Integer.parseInt(AsteriskPair.running().property("ami-port")));

    @Autowired Calls calls;
    @Autowired FollowUps followUps;
    @Autowired Worklists worklists;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired Switchboard switchboard;
    @Autowired Clock clock;
    @Autowired JdbcClient db;

    @DynamicPropertySource
    static void wire(DynamicPropertyRegistry registry) {
        AsteriskPair.running().settings(registry);
        registry.add("aftercall.telephony.ami-port", TAP::port);
    }

    @AfterEach
    void quiet() {
        until(() -> {
            switchboard.liveLines().forEach(live -> switchboard.hangUp(live.line()));
            return calls.open().isEmpty() && switchboard.liveLines().isEmpty();
        });
    }

    StaffMember nurse(int desk, Presence presence) {
        var id = StaffId.next();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, extension, desk_kind,
                                                  password_hash, stamp, presence)
                        VALUES (:id, :login, 'Nurse', 'NURSE', true, :desk, 'PHONE', '', :stamp, :presence)
                        """)
                .param("id", id.value())
                .param("login", "nurse" + desk)
                .param("desk", String.valueOf(desk))
                .param("stamp", UUID.randomUUID())
                .param("presence", presence.name())
                .update();
        return staff.get(id);
    }

    Ward.Owed owed(PhoneNumber number) {
        return owed(number, "测试");
    }

    Ward.Owed owed(PhoneNumber number, String name) {
        var discharge =
                new Discharge(
                        new Person(name, Sex.FEMALE, LocalDate.of(1950, 1, 2), null, null),
                        new Home(Home.USUAL_ZONE, Language.EN, null, null),
                        List.of(new Discharge.Reach(Relation.SELF, null, number)),
                        new Stay(
                                "W" + number.digits().substring(9),
                                new Place("心内科", null, null, null),
                                null,
                                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(3)),
                        new Findings(null, null, null, null, null));
        var admitted = patients.admit(discharge);
        var task =
                worklists.owe(
                        admitted.patient(),
                        admitted.encounter(),
                        "心内科",
                        clock.instant().minus(Duration.ofHours(1)),
                        worklists.all(DataScope.EVERYTHING).getFirst().id());
        return new Ward.Owed(
                admitted.patient(),
                task,
                patients.contacts(admitted.patient()).stream().map(Contact::id).toList());
    }

    static void until(Callable<Boolean> claim) {
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50)).until(claim);
    }
}
