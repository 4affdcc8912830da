package org.aftercall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Contact;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.Discharge;
import org.aftercall.patient.Findings;
import org.aftercall.patient.Home;
import org.aftercall.patient.Language;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Person;
import org.aftercall.patient.Place;
import org.aftercall.patient.Relation;
import org.aftercall.patient.Sex;
import org.aftercall.patient.Stay;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nurses, discharged patients, and what the wire tells of a call. */
@TestComponent
public class Ward {
    public static final Instant MORNING = Instant.parse("2026-11-23T02:00:00Z");
    private static final AtomicInteger LAST = new AtomicInteger(2000);

    @Autowired JdbcClient db;
    @Autowired Patients patients;
    @Autowired Worklists worklists;
    @Autowired Staff staff;
    @Autowired Dialer dialer;
    @Autowired Calls calls;
    @Autowired LineListener ear;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;

    /** A patient to whom one contact is owed. */
    public record Owed(PatientId patient, TaskId task, List<ContactId> numbers) {
        public ContactId number() {
            return numbers.getFirst();
        }
    }

    /** An hour at which one may call, a wire that is up, and no task left over. */
    public void opens() {
        clock.set(MORNING);
        wire.state = new WireState.Up("fake");
        wire.reachable = true;
        db.sql(
                        "UPDATE worklist.worklist SET paused = false, paused_why = NULL, max_attempts = 4, questionnaire = 'post-discharge', questionnaire_version = NULL")
                .update();
        db.sql(
                        """
                        UPDATE worklist.task SET state = 'DONE', closed_at = now(), claimed_by = NULL, claimed_until = NULL
                        WHERE closed_at IS NULL AND state <> 'HELD'
                        """)
                .update();
    }

    public StaffMember nurse() {
        return nurse(DataScope.EVERYTHING);
    }

    public StaffMember supervisor() {
        return member(Role.SUPERVISOR, DataScope.EVERYTHING);
    }

    public StaffMember nurse(DataScope scope) {
        return member(Role.NURSE, scope);
    }

    private StaffMember member(Role role, DataScope scope) {
        var id = StaffId.next();
        var desk = LAST.incrementAndGet();
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, departments, extension,
                                                  password_hash, stamp, presence)
                        VALUES (:id, :login, 'Nurse', :role, :all, :departments, :desk, '', :stamp, 'READY')
                        """)
                .param("id", id.value())
                .param("login", "nurse" + desk)
                .param("role", role.name())
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .param("desk", String.valueOf(desk))
                .param("stamp", UUID.randomUUID())
                .update();
        return staff.get(id);
    }

    public Owed owed() {
        return owed("心内科", 1);
    }

    public Owed owed(String department, int numbers) {
        var no = LAST.incrementAndGet();
        var reach = new ArrayList<Discharge.Reach>();
        for (int i = 0; i < numbers; i++) {
            reach.add(new Discharge.Reach(i == 0 ? Relation.SELF : Relation.CHILD, null, phone()));
        }
        return owed(discharge(no, department, LocalDate.of(2026, 11, 20), reach));
    }

    /** The same patient, owed once more for another stay. */
    public Owed owedAgain(Owed first) {
        var no = LAST.incrementAndGet();
        var second =
                owed(
                        discharge(
                                no,
                                "骨科",
                                LocalDate.of(2026, 11, 10),
                                List.of(new Discharge.Reach(Relation.SELF, null, phone()))));
        db.sql("UPDATE worklist.task SET patient_id = :patient WHERE id = :task")
                .param("patient", first.patient().value())
                .param("task", second.task().value())
                .update();
        return new Owed(first.patient(), second.task(), first.numbers());
    }

    private Owed owed(Discharge discharge) {
        var admitted = patients.admit(discharge);
        var task =
                worklists.owe(
                        admitted.patient(),
                        admitted.encounter(),
                        discharge.stay().place().department(),
                        clock.instant().minus(Duration.ofHours(1)),
                        worklists.all(DataScope.EVERYTHING).getFirst().id());
        return new Owed(
                admitted.patient(),
                task,
                patients.contacts(admitted.patient()).stream().map(Contact::id).toList());
    }

    private static Discharge discharge(
            int no, String department, LocalDate on, List<Discharge.Reach> reach) {
        return new Discharge(
                new Person("测试" + no, Sex.FEMALE, LocalDate.of(1950, 1, 2), null, null),
                new Home(Home.USUAL_ZONE, Language.ZH, null, null),
                reach,
                new Stay("W" + no, new Place(department, null, null, null), null, on),
                new Findings(null, null, null, null, null));
    }

    private static PhoneNumber phone() {
        return new PhoneNumber("+86100" + (1_000_000 + LAST.incrementAndGet()));
    }

    public FollowUpTask claim(StaffMember nurse, Owed owed) {
        return worklists.claim(owed.task(), nurse.id(), nurse.scope());
    }

    public Attempt dial(StaffMember nurse, Owed owed) {
        return dial(nurse, owed, null);
    }

    public Attempt dial(StaffMember nurse, Owed owed, @Nullable String key) {
        claim(nurse, owed);
        return dialer.dial(nurse.id(), owed.task(), owed.number(), key);
    }

    /** The nurse's own telephone is there, so the patient's rings. */
    public void rings(CallId call) {
        ear.on(wire.answered(calls.get(call).deskLine()));
        ear.on(wire.ringing(line(call)));
    }

    public void talks(CallId call) {
        rings(call);
        ear.on(wire.answered(line(call)));
    }

    public void ends(CallId call, LineResult result, int q850) {
        ear.on(wire.ended(line(call), result, q850));
    }

    /** How many rows there are, for claims that nothing was left behind. */
    public int rows(String table) {
        return db.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    public FollowUpTask task(Owed owed) {
        return worklists.find(owed.task()).orElseThrow();
    }

    public static LineId line(CallId call) {
        return new LineId(call.value());
    }

    /** Lets the house hear something of the wire. */
    public void hears(LineEvent event) {
        ear.on(event);
    }
}
