package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.dialer.Lately;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** What a supervisor sees of the regulators' rates, counted from calls as they are kept. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/DropRateViewTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h",
            "aftercall.dialer.false-positives=0.02"
        })
@Import({FakeWorld.class, Ward.class, Lately.class})
class DropRateViewTests {
    private static final Duration TODAY = Duration.ofHours(1);
    private static final AtomicInteger READS = new AtomicInteger();

    @Autowired MockMvc mvc;
    @Autowired Ward ward;
    @Autowired Lately lately;
    @Autowired Worklists worklists;
    @Autowired JdbcClient db;
    @Autowired TestClock clock;

    private Ward.Owed owed;
    private StaffMember nurse;

    @BeforeEach
    void aListWithoutCalls() {
        ward.opens();
        lately.nothing();
        db.sql("DELETE FROM dialer.attempt WHERE taken_at IS DISTINCT FROM ordered_at").update();
        owed = ward.owed();
        nurse = ward.nurse();
    }

    @Test
    void withoutCallsAheadOfTheNursesThereIsNoRate() throws Exception {
        lately.answered(owed, nurse, 50, 0, 10);
        var rates = read();
        assertThat(rates.at("/today/calls").asInt()).isZero();
        assertThat(rates.at("/today/percent").isNull()).isTrue();
        assertThat(rates.at("/month").isNull()).isTrue();
    }

    @Test
    void ofcomsDayAddsPersonsWhoWereTakenForMachines() throws Exception {
        heard(97, "HUMAN", "1 second", null);
        heard(2, "NOT_SURE", null, null);
        heard(50, "MACHINE", null, null);
        // A nurse met a machine after all: nobody's call.
        heard(3, "HUMAN", "1 second", "VOICEMAIL_LEFT");
        unanswered(20);
        lately.answered(owed, nurse, 50, 0, 10);
        var day = read().at("/today");
        assertThat(day.at("/calls").asInt()).isEqualTo(97 + 2 + 50 + 3 + 20);
        assertThat(day.at("/takenForMachines").asInt()).isEqualTo(50);
        assertThat(day.at("/live").asInt()).isEqualTo(97);
        // (2 + 50 · 2 %) / (2 + 1 + 97)
        assertThat(day.at("/percent").asDouble()).isCloseTo(3.0, within(1e-9));
        assertThat(day.at("/limit").asInt()).isEqualTo(3);
    }

    @Test
    void ofcomsDayTakesOffMachinesWhereNobodyListensForThem() throws Exception {
        unheard(TODAY, 75, "1 second", "COMPLETED_ROUTINE");
        unheard(TODAY, 25, "1 second", "MACHINE_NO_MESSAGE");
        unheard(TODAY, 4, null, "ABANDONED");
        var day = read().at("/today");
        // A quarter of the four as well: 3 / (3 + 75)
        assertThat(day.at("/abandoned").asDouble()).isCloseTo(3.0, within(1e-9));
        assertThat(day.at("/percent").asDouble()).isCloseTo(100 * 3.0 / 78, within(1e-9));
    }

    @Test
    void theFtcCountsTheRunningThirtyDaysOfTheCampaign() throws Exception {
        // The campaign's first thirty days are over since the day before yesterday.
        unheard(Duration.ofDays(32), 40, null, "ABANDONED");
        unheard(Duration.ofDays(3), 40, null, "ABANDONED");
        unheard(Duration.ofDays(1), 97, "1 second", "COMPLETED_ROUTINE");
        unheard(TODAY, 2, null, "ABANDONED");
        // A nurse who comes after two seconds comes too late.
        unheard(TODAY, 1, "3 seconds", "COMPLETED_ROUTINE");
        var month = read().at("/month");
        assertThat(month.at("/from").asString()).isEqualTo("2026-11-21");
        assertThat(month.at("/until").asString()).isEqualTo("2026-11-23");
        assertThat(month.at("/answered").asInt()).isEqualTo(100);
        assertThat(month.at("/abandoned").asInt()).isEqualTo(3);
        assertThat(month.at("/percent").asDouble()).isCloseTo(3.0, within(1e-9));
        assertThat(month.at("/kept").asBoolean()).isTrue();
        unheard(TODAY, 1, null, "ABANDONED");
        assertThat(read().at("/month/kept").asBoolean()).isFalse();
    }

    @Test
    void whoDoesNotSeeTheListSeesNoRates() throws Exception {
        db.sql("UPDATE worklist.worklist SET departments = ARRAY['骨科']").update();
        try {
            SignedIn.as(Role.SUPERVISOR, DataScope.of(Set.of("产科"))).asks(mvc, door(), 404);
        } finally {
            db.sql("UPDATE worklist.worklist SET departments = '{}'").update();
        }
    }

    private void heard(int many, String ear, @Nullable String taken, @Nullable String disposition) {
        calls(TODAY, many, true, ear, taken, disposition);
    }

    private void unheard(
            Duration ago, int many, @Nullable String taken, @Nullable String disposition) {
        calls(ago, many, true, null, taken, disposition);
    }

    private void unanswered(int many) {
        calls(TODAY, many, false, null, null, "NO_ANSWER");
    }

    /** Each rung before a nurse was there, answered ten seconds later, judged three after that. */
    private void calls(
            Duration ago,
            int many,
            boolean answered,
            @Nullable String ear,
            @Nullable String taken,
            @Nullable String disposition) {
        db.sql(
                        """
                        WITH times AS (SELECT :at::timestamptz AS at, :at::timestamptz + interval '10 seconds' AS up,
                                   :at::timestamptz + interval '13 seconds' AS judged,
                                   CASE WHEN :ear::text IS NULL THEN :at::timestamptz + interval '10 seconds'
                                        ELSE :at::timestamptz + interval '13 seconds' END + :taken::interval AS taken),
                        placed AS (
                            INSERT INTO call.call (id, number, ring_seconds, recorded, placed_at, dialed_at, answered_at,
                                                   ended_at, result, rang, detect, ear, judged_at, abandoned_at)
                            SELECT gen_random_uuid(), '+861000000000', 30, false, at, at, CASE WHEN :answered THEN up END,
                                   at + interval '1 minute', CASE WHEN :answered THEN 'ANSWERED' ELSE 'NO_ANSWER' END,
                                   true, :ear::text IS NOT NULL, :ear, CASE WHEN :ear::text IS NOT NULL THEN judged END,
                                   CASE WHEN :answered AND taken IS NULL AND :ear IS DISTINCT FROM 'MACHINE'
                                        THEN judged END
                            FROM times, generate_series(1, :many) RETURNING id)
                        INSERT INTO dialer.attempt (id, task_id, patient_id, contact_id, staff_id, taken_at, call_id,
                                                    number_of, ordered_at, ended_at, reached, settled_at, disposition)
                        SELECT gen_random_uuid(), :task, :patient, :contact, CASE WHEN taken IS NOT NULL THEN :nurse::uuid END,
                               taken, placed.id, 0, at, at, :answered, at, coalesce(:disposition, 'COMPLETED_ROUTINE')
                        FROM placed, times
                        """)
                .param("at", Sql.utc(clock.instant().minus(ago)))
                .param("many", many)
                .param("answered", answered)
                .param("ear", ear)
                .param("taken", taken)
                .param("disposition", disposition)
                .param("task", owed.task().value())
                .param("patient", owed.patient().value())
                .param("contact", owed.number().value())
                .param("nurse", nurse.id().value())
                .update();
    }

    private MockHttpServletRequestBuilder door() {
        var list = worklists.all(DataScope.EVERYTHING).getFirst().id().value();
        return get("/api/v1/worklists/" + list + "/pacing/drop-rates");
    }

    /** Each at a minute of its own, since within one all have the same answer. */
    private JsonNode read() throws Exception {
        clock.advance(Duration.ofMinutes(READS.incrementAndGet()));
        return SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING).asks(mvc, door(), 200);
    }
}
