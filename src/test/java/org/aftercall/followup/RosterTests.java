package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Finding;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Who is on duty when: the 23rd of November 2026 is a Monday, and the house's clock is Shanghai's.
 */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/RosterTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class, RedFlagCall.class})
class RosterTests {
    @Autowired RedFlagCall talk;
    @Autowired Ward ward;
    @Autowired Climbing climbing;
    @Autowired RosterCheck check;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember day;
    private StaffMember night;

    @BeforeEach
    void dayAndNight() {
        talk.begins();
        db.sql("DELETE FROM followup.duty").update();
        day = ward.nurse();
        night = ward.nurse();
        talk.shift("心内科", DutyLevel.NURSE, day, null, "08:00-20:00");
        talk.shift("心内科", DutyLevel.NURSE, night, null, "20:00-08:00");
    }

    @Test
    void theNightIsNotTheDayNurses() throws Exception {
        for (var at : List.of("08:00", "12:00", "19:59:59.999")) {
            assertThat(told("2026-11-23T" + at)).as(at).isEqualTo(day.name());
        }
        for (var at : List.of("20:00", "23:59", "00:00", "07:59:59.999")) {
            assertThat(told("2026-11-24T" + at)).as(at).isEqualTo(night.name());
        }
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegan() throws Exception {
        db.sql("DELETE FROM followup.duty WHERE begins = '20:00'").update();
        // Nights that begin on Fridays only.
        talk.shift("心内科", DutyLevel.NURSE, night, "{5}", "20:00-08:00");
        assertThat(told("2026-11-27T19:00")).isEqualTo(day.name());
        assertThat(told("2026-11-27T20:00")).isEqualTo(night.name());
        assertThat(told("2026-11-28T07:59")).isEqualTo(night.name());
        assertThat(told("2026-11-28T20:00")).isEqualTo(day.name() + " off duty");
        assertThat(told("2026-11-27T07:59")).isEqualTo(day.name() + " off duty");
    }

    @Test
    void whoIsAwayHasNoShiftButEndsTheNightThatBeganBefore() throws Exception {
        away(night, "2026-11-25", "2026-11-25", 200);
        assertThat(told("2026-11-25T07:59")).isEqualTo(night.name());
        assertThat(told("2026-11-25T20:00")).isEqualTo(day.name() + " off duty");
        assertThat(told("2026-11-26T07:59")).isEqualTo(day.name() + " off duty");
        assertThat(told("2026-11-26T20:00")).isEqualTo(night.name());
        var view =
                talk.send(
                        delete(
                                "/api/v1/duty-roster/absences/"
                                        + night.id().value()
                                        + "/2026-11-25"),
                        lead(),
                        200);
        assertThat(view.path("absences")).isEmpty();
        assertThat(told("2026-11-25T20:00")).isEqualTo(night.name());
    }

    @Test
    void anAbsenceNamesWhatItLacks() throws Exception {
        var none = talk.send(post("/api/v1/duty-roster/absences").content("{}"), lead(), 422);
        assertThat(pointers(none)).containsExactly("/who", "/from", "/until");
        assertThat(pointers(away(night, "2026-11-25", "2026-11-24", 422)))
                .containsExactly("/until");
    }

    @Test
    void anAlertOfTheNightIsTheNightNurses() throws Exception {
        at("2026-11-23T20:00");
        talk.answer("\"pain\": 8");
        assertThat(owner()).isEqualTo(night.name());
    }

    @Test
    void whatTheDayDidNotTakeInHandIsTheNightsWhenItBegins() throws Exception {
        at("2026-11-23T19:30");
        talk.answer("\"pain\": 8");
        assertThat(owner()).isEqualTo(day.name());
        at("2026-11-23T19:59");
        climbing.look();
        assertThat(owner()).isEqualTo(day.name());
        at("2026-11-23T20:00");
        climbing.look();
        climbing.look();
        assertThat(owner()).isEqualTo(night.name());
        var one = RedFlagCall.only(talk.escalations(talk.me));
        var whole = talk.send(get(RedFlagCall.path(one)), talk.me, 200);
        assertThat(RedFlagCall.kinds(whole)).containsExactly("RAISED", "HANDED_OVER");
        assertThat(whole.at("/history/1/who").isNull()).isTrue();
        // Nobody gains or loses time by it.
        assertThat(whole.at("/row/climbsAt").stringValue()).isEqualTo("2026-11-23T15:30:00Z");
    }

    @Test
    void whatSomebodyTookInHandStaysWithThem() throws Exception {
        at("2026-11-23T19:30");
        talk.answer("\"pain\": 8");
        var one = RedFlagCall.only(talk.escalations(talk.me));
        talk.send(RedFlagCall.act(one, "acknowledge", "{}"), day, 200);
        at("2026-11-23T20:00");
        climbing.look();
        assertThat(owner()).isEqualTo(day.name());
    }

    @Test
    void whatComesWhileNobodyIsThereIsToldOffDutyAndGoesToWhoComes() throws Exception {
        db.sql("DELETE FROM followup.duty WHERE begins = '20:00'").update();
        at("2026-11-23T21:00");
        talk.answer("\"pain\": 8");
        assertThat(owner()).isEqualTo(day.name());
        talk.shift("心内科", DutyLevel.NURSE, night, null, "00:31-02:00");
        at("2026-11-24T00:30");
        climbing.look();
        assertThat(owner()).isEqualTo(day.name());
        at("2026-11-24T00:31");
        climbing.look();
        assertThat(owner()).isEqualTo(night.name());
    }

    @Test
    void whoIsAwayIsToldLastOfAllAndAnEmptyRosterTellsNobody() throws Exception {
        db.sql("DELETE FROM followup.duty WHERE begins = '20:00'").update();
        talk.shift("*", DutyLevel.HEAD, night, "{1}", "08:00-09:00");
        away(day, "2026-11-24", "2026-11-24", 200);
        assertThat(told("2026-11-24T12:00")).isEqualTo(night.name() + " off duty");
        away(night, "2026-11-24", "2026-11-24", 200);
        assertThat(told("2026-11-24T12:00")).isEqualTo(day.name() + " off duty");
        db.sql("DELETE FROM followup.duty").update();
        assertThat(told("2026-11-24T12:00")).isEmpty();
    }

    @Test
    void whereNoDoctorIsOnTheRosterAnEmergencyIsToldToTheNurseWhoIsThereUntilItClimbs()
            throws Exception {
        talk.shift("*", DutyLevel.HEAD, talk.doctor, null, "08:00-18:00");
        at("2026-11-23T21:00");
        talk.answer("\"chest\": true");
        var one = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(one.path("ownerName").stringValue()).isEqualTo(night.name());
        assertThat(one.path("level").stringValue()).isEqualTo("DOCTOR");
        at("2026-11-23T21:05");
        climbing.look();
        assertThat(owner()).isEqualTo(talk.doctor.name());
    }

    @Test
    void aComplaintWaitsForItsDeskAndIsTheDoctorsOnlyWhileTheDeskIsAway() throws Exception {
        talk.shift("*", DutyLevel.DOCTOR, talk.doctor, null, "00:00-12:00");
        var desk = talk.physician(DataScope.EVERYTHING);
        talk.duty(DutyKind.COMPLAINT, "*", DutyLevel.NURSE, desk);
        db.sql("UPDATE followup.duty SET begins = '08:00', ends = '17:00' WHERE kind = 'COMPLAINT'")
                .update();
        assertThat(told("COMPLAINT", "2026-11-24T10:00")).isEqualTo(desk.name());
        assertThat(told("COMPLAINT", "2026-11-24T03:00")).isEqualTo(desk.name() + " off duty");
        away(desk, "2026-11-24", "2026-11-24", 200);
        assertThat(told("COMPLAINT", "2026-11-24T10:00")).isEqualTo(talk.doctor.name());
    }

    @Test
    void theClockOnTheWallRulesAndNotTheOneOfTheMachine() throws Exception {
        // 19:59:59 and 20:00 in Shanghai; there is no summer time to lose an hour by.
        clock.set(Instant.parse("2026-07-23T11:59:59Z"));
        assertThat(told(null)).isEqualTo(day.name());
        clock.set(Instant.parse("2026-07-23T12:00:00Z"));
        assertThat(told(null)).isEqualTo(night.name());
    }

    @Test
    void climbingGoesToWhoIsThereThen() throws Exception {
        talk.shift("*", DutyLevel.DOCTOR, talk.doctor, "{1,2,3,4,5}", "08:00-18:00");
        var late = talk.physician(DataScope.EVERYTHING);
        talk.shift("*", DutyLevel.DOCTOR, late, null, "18:00-24:00".replace("24:00", "00:00"));
        at("2026-11-23T16:00");
        talk.answer("\"pain\": 8");
        at("2026-11-23T20:00");
        climbing.look();
        var one = RedFlagCall.only(talk.escalations(talk.me));
        assertThat(one.path("level").stringValue()).isEqualTo("DOCTOR");
        assertThat(one.path("ownerName").stringValue()).isEqualTo(late.name());
    }

    @Test
    void shiftsAreKeptAsTheyWereSentAndWhatIsWrongIsNamedByItsField() throws Exception {
        var id = talk.doctor.id().value();
        var kept =
                talk.replace(
                        """
                        {"department": "心内科", "levels": {"DOCTOR": [{"id": "%s", "days": [6, 7], "from": "20:00", "until": "24:00"}, "%s"]}}
                        """
                                .formatted(id, id),
                        talk.tag(),
                        200);
        var doctors =
                Stream.of(kept.path("departments"))
                        .flatMap(JsonNode::valueStream)
                        .filter(d -> d.path("department").stringValue().equals("心内科"))
                        .filter(d -> d.path("kind").stringValue().equals("CLINICAL"))
                        .findFirst()
                        .orElseThrow()
                        .at("/levels/DOCTOR");
        assertThat(doctors).hasSize(2);
        assertThat(doctors.get(0).path("days").toString()).isEqualTo("[6,7]");
        assertThat(doctors.get(0).path("from").stringValue()).startsWith("20:00");
        assertThat(doctors.get(0).path("until").stringValue()).startsWith("00:00");
        assertThat(doctors.get(1).path("from").isNull()).isTrue();
        for (var wrong :
                List.of(
                        "{\"id\": \"%s\", \"days\": [0]}|/levels/NURSE/0/days",
                        "{\"id\": \"%s\", \"from\": \"25:00\", \"until\": \"08:00\"}|/levels/NURSE/0/from",
                        "{\"id\": \"%s\", \"from\": \"08:00\"}|/levels/NURSE/0/until",
                        "{\"id\": \"%s\", \"from\": \"08:00\", \"until\": \"08:00\"}|/levels/NURSE/0/until",
                        "{\"id\": \"x%s\"}|/levels/NURSE/0/id",
                        "\"%1$s\", \"%1$s\"|/levels/NURSE/1")) {
            var parts = wrong.split("\\|");
            var refused =
                    talk.replace(
                            "{\"department\": \"心内科\", \"levels\": {\"NURSE\": [%s]}}"
                                    .formatted(parts[0].formatted(id)),
                            talk.tag(),
                            422);
            assertThat(pointers(refused)).as(wrong).containsExactly(parts[1]);
        }
    }

    @Test
    void anHourWithoutADoctorIsTold() {
        talk.shift(
                "*", DutyLevel.DOCTOR, talk.physician(DataScope.EVERYTHING), null, "08:00-18:00");
        assertThat(check.look()).extracting(Finding::toString).anyMatch(f -> f.contains("hours"));
        talk.shift(
                "*", DutyLevel.DOCTOR, talk.physician(DataScope.EVERYTHING), null, "18:00-08:00");
        assertThat(check.look())
                .extracting(Finding::toString)
                .anyMatch(f -> f.contains("every hour"));
    }

    @Test
    void theWeeksHoursWithNobodyAreTold() throws Exception {
        at("2026-11-23T09:10");
        assertThat(gaps("NURSE")).isEmpty();
        assertThat(gaps("DOCTOR")).containsExactly("2026-11-23T09:10 2026-11-30T09:10");
        talk.shift("*", DutyLevel.DOCTOR, talk.doctor, "{1,2,3,4,5}", "08:00-20:30");
        talk.shift(
                "心内科",
                DutyLevel.HEAD,
                talk.physician(DataScope.EVERYTHING),
                "{1,2,3,4,5,6}",
                "20:00-08:00");
        assertThat(gaps("DOCTOR"))
                .containsExactly(
                        "2026-11-28T08:00 2026-11-28T20:00", "2026-11-29T08:00 2026-11-30T08:00");
        away(talk.doctor, "2026-11-25", "2026-11-25", 200);
        assertThat(gaps("DOCTOR")).contains("2026-11-25T08:00 2026-11-25T20:00").hasSize(3);
    }

    private List<String> gaps(String level) throws Exception {
        return talk.send(get("/api/v1/duty-roster/gaps").param("department", "心内科"), talk.me, 200)
                .path("gaps")
                .valueStream()
                .filter(g -> g.path("level").stringValue().equals(level))
                .map(g ->
                        minute(g.path("from").stringValue())
                                + " "
                                + minute(g.path("until").stringValue()))
                .toList();
    }

    private static String minute(String moment) {
        return moment.substring(0, 16);
    }

    private SignedIn lead() {
        return SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);
    }

    private JsonNode away(StaffMember who, String from, String until, int status) throws Exception {
        return talk.send(
                post("/api/v1/duty-roster/absences")
                        .content(
                                "{\"who\": \"%s\", \"from\": \"%s\", \"until\": \"%s\"}"
                                        .formatted(who.id().value(), from, until)),
                lead(),
                status);
    }

    private static List<String> pointers(JsonNode refused) {
        return refused.path("errors")
                .valueStream()
                .map(e -> e.path("pointer").stringValue())
                .toList();
    }

    private String told(@Nullable String at) throws Exception {
        return told("CLINICAL", at);
    }

    private String told(String kind, @Nullable String at) throws Exception {
        var ask = get("/api/v1/duty-roster/on-duty");
        return talk.send(at == null ? ask : ask.param("at", at), talk.me, 200)
                .path("told")
                .valueStream()
                .filter(t -> t.path("kind").stringValue().equals(kind))
                .filter(t -> t.path("department").stringValue().equals("心内科"))
                .filter(t -> t.path("asked").stringValue().equals("NURSE"))
                .map(t ->
                        t.path("name").stringValue()
                                + (t.path("here").booleanValue() ? "" : " off duty"))
                .findFirst()
                .orElse("");
    }

    private void at(String wall) {
        clock.set(LocalDateTime.parse(wall).atZone(ZoneId.of("Asia/Shanghai")).toInstant());
    }

    private String owner() throws Exception {
        return RedFlagCall.only(talk.escalations(talk.me)).path("ownerName").stringValue();
    }
}
