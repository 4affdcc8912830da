package org.aftercall.worklist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.ReadmissionRisk;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the nurse's queue shows of a patient, and its heaps of the overdue and the alarmed. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/QueueTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class QueueTests {
    @Autowired Ward ward;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    private StaffMember nurse;

    @BeforeEach
    void aMorning() {
        ward.opens();
        nurse = ward.nurse();
    }

    @Test
    void dueForADayIsOverdueAndNotAMomentEarlier() throws Exception {
        var fresh = ward.owed();
        var late = ward.owed();
        due(fresh, Duration.ofHours(24).minusSeconds(1));
        due(late, Duration.ofHours(24));
        var page = page("tab=overdue", 200);
        assertThat(ids(page)).containsExactly(late.task().value().toString());
        assertThat(page.path("counts").path("overdue").intValue()).isEqualTo(1);
        assertThat(page.path("counts").path("due").intValue()).isEqualTo(2);
    }

    @Test
    void theAlarmedAreThoseAskedForWhereverTheyStand() throws Exception {
        var due = ward.owed();
        var later = ward.owed();
        ward.owed();
        due(later, Duration.ofDays(-2));
        var page =
                page(
                        "tab=alert&patients="
                                + due.patient().value()
                                + ","
                                + later.patient().value(),
                        200);
        assertThat(ids(page))
                .containsExactly(due.task().value().toString(), later.task().value().toString());
        assertThat(page.path("counts").path("alert").intValue()).isEqualTo(2);
        assertThat(ids(page("tab=alert", 200))).isEmpty();
    }

    @Test
    void whoIsGivenUpIsOnTheWardsListAndNotAmongTheDone() throws Exception {
        var before = page("tab=done", 200);
        var done = ward.owed();
        var tried = ward.owed();
        var nowhere = ward.owed();
        var refused = ward.owed();
        closed(done, "DONE", "closed", "COMPLETED_ROUTINE");
        closed(tried, "GIVEN_UP", "maxAttempts", "NO_ANSWER");
        closed(nowhere, "GIVEN_UP", "noNumberLeft", "WRONG_PERSON");
        closed(refused, "GIVEN_UP", "stopped", "HARD_REFUSAL");
        var lost = page("tab=lost", 200);
        assertThat(ids(lost))
                .contains(tried.task().value().toString(), nowhere.task().value().toString())
                .doesNotContain(done.task().value().toString(), refused.task().value().toString());
        assertThat(lost.at("/items/0/why/code").stringValue()).isIn("usedUp", "noNumberLeft");
        assertThat(lost.at("/items/0/closedAt").isNull()).isFalse();
        assertThat(lost.at("/counts/lost").intValue()).isGreaterThanOrEqualTo(2);
        var after = page("tab=done", 200);
        assertThat(ids(after)).doesNotContain(tried.task().value().toString());
        assertThat(more(before, after, "doneToday")).isEqualTo(1);
        assertThat(more(before, after, "givenUpToday")).isEqualTo(3);
        assertThat(more(before, after, "plannedToday")).isEqualTo(4);
        clock.advance(Duration.ofDays(31));
        assertThat(ids(page("tab=lost", 200))).isEmpty();
    }

    private static int more(JsonNode before, JsonNode after, String figure) {
        var at = "/progress/" + figure;
        return after.at(at).intValue() - before.at(at).intValue();
    }

    private void closed(Ward.Owed owed, String state, String why, String disposition) {
        db.sql(
                        """
                        UPDATE worklist.task SET state = :state, closed_at = :now, closed_why = :why, attempts = 4,
                               last_disposition = :disposition WHERE id = :id
                        """)
                .param("id", owed.task().value())
                .param("state", state)
                .param("why", why)
                .param("disposition", disposition)
                .param("now", Sql.utc(clock.instant()))
                .update();
    }

    @Test
    void noMoreThanAHundredAreAskedForAtOnce() throws Exception {
        var many = String.join(",", Collections.nCopies(101, new UUID(1, 2).toString()));
        assertThat(page("tab=alert&patients=" + many, 422).path("code").stringValue())
                .isEqualTo("task.patients");
    }

    @Test
    void aRowTellsWhatHeMustNotBeGivenAndThatHeMayComeBack() throws Exception {
        var owed = ward.owed();
        assertThat(page("tab=due", 200).path("items").get(0).path("highRisk").booleanValue())
                .isFalse();
        db.sql("UPDATE patient.patient SET allergies = '青霉素' WHERE id = :id")
                .param("id", owed.patient().value())
                .update();
        stay(owed, 7);
        var row = page("tab=due", 200).path("items").get(0);
        assertThat(row.path("allergies").stringValue()).isEqualTo("青霉素");
        assertThat(row.path("highRisk").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        ", , , 0",
        "0, , , 0",
        "3, , , 3",
        "4, , , 4",
        "6, , , 4",
        "7, , , 5",
        "13, , , 5",
        "14, , , 7",
        "30, , , 7",
        "7, 1951-11-20, , 7",
        "7, 1951-11-21, , 5",
        "7, , 1951, 7",
        "7, , 1952, 5",
        ", 1940-01-01, , 2"
    })
    void theOrderByRiskAndTheChipCountAlike(
            @Nullable Integer days, @Nullable LocalDate born, @Nullable Integer year, int points) {
        var owed = ward.owed();
        db.sql(
                        "UPDATE patient.patient SET birth_date = :born::date, birth_year = :year::int WHERE id = :id")
                .param("born", born)
                .param("year", year)
                .param("id", owed.patient().value())
                .update();
        stay(owed, days);
        var discharged = LocalDate.of(2026, 11, 20);
        assertThat(
                        ReadmissionRisk.points(
                                days == null ? null : discharged.minusDays(days),
                                discharged,
                                born,
                                year))
                .isEqualTo(points)
                .isEqualTo(
                        db.sql(
                                        "SELECT -(%s) FROM patient.patient p JOIN patient.encounter e ON e.patient_id = p.id WHERE p.id = :id"
                                                .formatted(Ordering.RISK.rank()))
                                .param("id", owed.patient().value())
                                .query(Integer.class)
                                .single());
    }

    private void stay(Ward.Owed owed, @Nullable Integer days) {
        db.sql(
                        "UPDATE patient.encounter SET admitted_on = discharged_on - :days::int WHERE patient_id = :id")
                .param("days", days)
                .param("id", owed.patient().value())
                .update();
    }

    private void due(Ward.Owed owed, Duration ago) {
        db.sql("UPDATE worklist.task SET next_at = :at WHERE id = :id")
                .param("at", Sql.utc(clock.instant().minus(ago)))
                .param("id", owed.task().value())
                .update();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items").valueStream().map(row -> row.path("id").stringValue()).toList();
    }

    private JsonNode page(String query, int status) throws Exception {
        var response =
                mvc.perform(get("/api/v1/tasks?" + query).with(SignedIn.as(nurse)))
                        .andReturn()
                        .getResponse();
        var body = response.getContentAsString(UTF_8);
        assertThat(response.getStatus()).as(body).isEqualTo(status);
        return JsonMapper.shared().readTree(body);
    }
}
