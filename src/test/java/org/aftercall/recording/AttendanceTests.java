package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.Attendance.Part;
import org.aftercall.recording.Attendance.Present;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;

/** Who stands on the timeline of a recording, and who may see it. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/AttendanceTests/tapes",
            "aftercall.call.sweep-every=1h",
            "db-scheduler.polling-interval=1h",
            "db-scheduler.immediate-execution-enabled=false"
        })
@Import(FakeWorld.class)
class AttendanceTests {
    private static final long MINUTE = 60_000;
    private static final SignedIn NURSE = SignedIn.as(Role.NURSE, DataScope.EVERYTHING);
    private static final SignedIn CHIEF = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);

    @Autowired Attendance attendance;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private CallId call = CallId.next();
    private Instant answered = Instant.EPOCH;
    private String desk = "";

    @BeforeEach
    void aMinuteOfTalk() {
        answered = clock.instant().minus(Duration.ofMinutes(1));
        call = CallIds.over(db, clock.instant(), true);
        var id = Ids.next();
        desk = Integer.toString(10_000 + (int) (Math.random() * 80_000));
        db.sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, extension, password_hash, stamp)
                        VALUES (:id, :login, 'Colleague', 'NURSE', :desk, 'x', :id)
                        """)
                .param("id", id)
                .param("login", "a" + desk)
                .param("desk", desk)
                .update();
    }

    @Test
    void sheWhoDialedIsThereFromTheAnswerToTheEnd() {
        assertThat(seen(NURSE)).containsExactly(new Present("Nurse", Part.NURSE, 0, MINUTE));
    }

    @Test
    void whoIsAskedInIsThereFromHisAnswerUntilHeGoesAndWhoDoesNotAnswerNever() {
        leg("THIRD", desk, null, null, 10, null, 20);
        leg("THIRD", desk, null, null, null, null, 35);
        assertThat(seen(NURSE))
                .containsExactlyInAnyOrder(
                        new Present("Nurse", Part.NURSE, 0, MINUTE),
                        new Present("Colleague", Part.THIRD, 10_000, 20_000));
    }

    @Test
    void whoeverTakesTheCallIsItsNurseFromThenOn() {
        leg("THIRD", desk, null, null, 20, 30, null);
        assertThat(seen(NURSE))
                .containsExactlyInAnyOrder(
                        new Present("Nurse", Part.NURSE, 0, 30_000),
                        new Present("Colleague", Part.THIRD, 20_000, 30_000),
                        new Present("Colleague", Part.NURSE, 30_000, MINUTE));
    }

    @Test
    void ofSomebodyOutsideTheNumberIsShownMasked() {
        leg("THIRD", null, "+861088880000", null, 5, null, 15);
        assertThat(seen(CHIEF))
                .contains(new Present("+86********00", Part.THIRD, 5_000, 15_000))
                .noneMatch(p -> p.name().contains("8888"));
    }

    @Test
    void aSupervisorWhoOnlyListensIsSeenBySupervisorsAlone() {
        leg("SUPERVISOR", desk, null, "LISTEN", 12, null, 40);
        assertThat(seen(NURSE)).extracting(Present::part).containsExactly(Part.NURSE);
        assertThat(seen(CHIEF)).contains(new Present("Colleague", Part.SUPERVISOR, 12_000, 40_000));
    }

    @Test
    void aSupervisorWhoSpeaksIsSeenByAll() {
        leg("SUPERVISOR", desk, null, "JOIN", 12, null, 40);
        assertThat(seen(NURSE)).contains(new Present("Colleague", Part.SUPERVISOR, 12_000, 40_000));
    }

    @Test
    void nobodyIsThereBeforeTheRecordingBeginsOrAfterItEnds() {
        leg("THIRD", desk, null, null, -5, null, 90);
        leg("THIRD", desk, null, null, 50, null, 55);
        assertThat(seen(CHIEF, 45_000))
                .containsExactlyInAnyOrder(
                        new Present("Nurse", Part.NURSE, 0, 45_000),
                        new Present("Colleague", Part.THIRD, 0, 45_000));
    }

    @Test
    void itPrintsWithoutNames() {
        assertThat(seen(NURSE).toString()).isEqualTo("[Present[NURSE, 0-60000]]");
    }

    private List<Present> seen(SignedIn who) {
        return seen(who, MINUTE);
    }

    private List<Present> seen(SignedIn who, long lengthMs) {
        var all = new ArrayList<Present>();
        who.run(() -> all.addAll(attendance.of(recording(), lengthMs)));
        return all;
    }

    private Recording recording() {
        return new Recording(
                new RecordingId(UUID.randomUUID()),
                call,
                new Recording.Label(UUID.randomUUID(), "Cardiology", "Nurse", "Patient", "en"),
                new Recording.State.Waiting());
    }

    /** Seconds from the patient's answer. */
    private void leg(
            String role,
            @Nullable String at,
            @Nullable String number,
            @Nullable String mode,
            @Nullable Integer from,
            @Nullable Integer handed,
            @Nullable Integer until) {
        db.sql(
                        """
                        INSERT INTO call.leg (id, call_id, role, line, desk, desk_kind, number, mode, ordered_at,
                                              answered_at, handed_at, ended_at)
                        VALUES (:id, :call, :role, :id, :desk, :kind, :number, :mode, :ordered, :answered, :handed, :ended)
                        """)
                .param("id", Ids.next())
                .param("call", call.value())
                .param("role", role)
                .param("desk", at)
                .param("kind", at == null ? null : "BROWSER")
                .param("number", number)
                .param("mode", mode)
                .param("ordered", Sql.utc(answered))
                .param("answered", moment(from))
                .param("handed", moment(handed))
                .param("ended", moment(until))
                .update();
    }

    private java.time.@Nullable OffsetDateTime moment(@Nullable Integer second) {
        return Sql.utcOrNull(second == null ? null : answered.plusSeconds(second));
    }
}
