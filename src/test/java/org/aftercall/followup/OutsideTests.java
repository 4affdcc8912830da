package org.aftercall.followup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.followup.AlertGateway.Sent;
import org.aftercall.followup.outside.OutsideSettings;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.ThrowingConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/OutsideTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h",
            "aftercall.escalation-outside-every=1h",
            "aftercall.escalation.outside.secret=" + OutsideTests.SECRET
        })
@Import({FakeWorld.class, Ward.class, RedFlagCall.class})
class OutsideTests {
    static final String SECRET = "a-secret-of-the-gateway";

    private static final AlertGateway GATEWAY = gateway();
    private static final SignedIn ADMIN = SignedIn.as(Role.ADMIN, DataScope.EVERYTHING);
    private static final SignedIn SUPERVISOR = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);

    @Autowired RedFlagCall talk;
    @Autowired Ward ward;
    @Autowired Climbing climbing;
    @Autowired Courier courier;
    @Autowired Outbox outbox;
    @Autowired OutsideSettings settings;
    @Autowired TransactionTemplate transaction;
    @Autowired TestClock clock;
    @Autowired JsonMapper json;
    @Autowired JdbcClient db;

    private static AlertGateway gateway() {
        try {
            return new AlertGateway();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void where(DynamicPropertyRegistry registry) {
        registry.add("aftercall.escalation.outside.url", GATEWAY::url);
    }

    @AfterAll
    static void closes() {
        GATEWAY.close();
    }

    @BeforeEach
    void aTalkIsOn() {
        // What the tests before left open is not told any more.
        db.sql(
                        """
                        UPDATE followup.escalation SET state = 'CLOSED', closed_at = now(), closing_why = 'over', climb_at = NULL
                        WHERE state NOT IN ('CLOSED', 'WITHDRAWN')
                        """)
                .update();
        db.sql("DELETE FROM followup.outside").update();
        GATEWAY.forgets();
        talk.begins();
    }

    @Test
    void whoHasToActIsToldTheMomentItIsRaised() throws Exception {
        talk.answer("\"pain\": 8");
        var alert = alert();
        assertThat(GATEWAY.sent()).isEmpty();
        deliver();
        var message = only(alert);
        assertThat(message.json().path("event").stringValue()).isEqualTo("raised");
        assertThat(message.json().path("level").stringValue()).isEqualTo("NURSE");
        assertThat(message.json().path("due").stringValue())
                .isEqualTo(clock.instant().plus(Duration.ofHours(4)).toString());
        assertThat(message.json().path("path").stringValue())
                .isEqualTo("/alerts?tab=open&id=" + alert);
        assertThat(message.to()).isEqualTo(talk.onDuty.id().value().toString());
        assertThat(message.json().at("/to/0/extension").stringValue())
                .isEqualTo(talk.onDuty.desk().orElseThrow().digits());
        deliver();
        only(alert);
        assertThat(history()).containsExactly("RAISED", "TOLD_OUTSIDE");
    }

    @Test
    void aMessageIsSignedWithItsMoment() throws Exception {
        talk.answer("\"pain\": 8");
        deliver();
        var message = only(alert());
        assertThat(message.timestamp()).isEqualTo(String.valueOf(clock.instant().getEpochSecond()));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        mac.update((message.timestamp() + ".").getBytes(UTF_8));
        assertThat(message.signature())
                .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(message.bytes())));
    }

    @Test
    void nothingOfThePatientOrOfTheAnswerIsInTheBytes() throws Exception {
        talk.answer("\"chest\": true, \"pain\": 8");
        deliver();
        assertThat(GATEWAY.sent()).isNotEmpty();
        var theirs =
                db.sql(
                                """
                                SELECT DISTINCT v.value FROM patient.patient p
                                JOIN followup.escalation e ON e.patient_id = p.id
                                JOIN patient.encounter s ON s.id = e.encounter_id
                                JOIN patient.contact c ON c.patient_id = p.id
                                JOIN followup.record r ON r.id = e.record_id,
                                     LATERAL (SELECT * FROM jsonb_each_text(to_jsonb(p)) UNION ALL SELECT * FROM jsonb_each_text(to_jsonb(s))
                                              UNION ALL SELECT * FROM jsonb_each_text(to_jsonb(c)) UNION ALL SELECT * FROM jsonb_each_text(r.answers)
                                              UNION ALL SELECT key, key FROM jsonb_each_text(r.answers)
                                              UNION ALL SELECT * FROM jsonb_each_text(to_jsonb(e) - 'id' - 'owner_id' - 'due_at' - 'climb_every')) v
                                WHERE e.record_id = :record AND octet_length(v.value) > 3 AND v.value <> 'true' AND v.value !~ '^RAISED$'
                                """)
                        .param("record", talk.record)
                        .query(String.class)
                        .list();
        assertThat(theirs).hasSizeGreaterThan(20).contains("心内科", "post-discharge", "chest#1");
        for (var message : GATEWAY.sent()) {
            assertThat(theirs).allSatisfy(t -> assertThat(message.text()).doesNotContain(t));
            assertThat(message.json().propertyNames())
                    .containsExactlyInAnyOrder(
                            "v", "event", "escalation", "level", "due", "path", "to");
            assertThat(message.json().at("/to/0").propertyNames())
                    .containsExactlyInAnyOrder("staff", "extension");
        }
    }

    @Test
    void neitherAlertNorMessageIsThereWithoutTheOther() {
        assertThatThrownBy(() ->
                        transaction.executeWithoutResult(
                                ThrowingConsumer.of(_ -> {
                                    talk.answer("\"chest\": true");
                                    assertThat(ward.rows("followup.outside")).isOne();
                                    throw new IllegalStateException("killed");
                                })))
                .hasMessage("killed");
        deliver();
        assertThat(ward.rows("followup.outside")).isZero();
        assertThat(GATEWAY.sent()).isEmpty();
    }

    @Test
    void whoHasItAfterItClimbedIsToldAndOnceThatItIsOverdue() throws Exception {
        talk.answer("\"pain\": 8");
        var alert = alert();
        deliver();
        clock.advance(Duration.ofHours(4));
        deliver();
        assertThat(of(alert)).extracting(Sent::event).containsExactly("raised");
        climbing.look();
        deliver();
        deliver();
        assertThat(of(alert))
                .extracting(Sent::event)
                .containsExactlyInAnyOrder("raised", "climbed", "overdue");
        assertThat(of(alert).subList(1, 3))
                .extracting(Sent::to)
                .containsOnly(talk.doctor.id().value().toString());
        assertThat(of(alert)).extracting(Sent::key).doesNotHaveDuplicates();
    }

    @Test
    void whoIsHandedItIsToldAndWhoeverIsNamedWhenNobodyWas() throws Exception {
        db.sql("DELETE FROM followup.duty").update();
        talk.answer("\"pain\": 8");
        var alert = alert();
        deliver();
        assertThat(only(alert).json().path("to").isEmpty()).isTrue();
        talk.roster("{\"department\": \"心内科\", \"levels\": {\"DOCTOR\": [\"%s\"]}}", 200);
        deliver();
        var colleague = ward.nurse();
        talk.send(
                RedFlagCall.handOver(RedFlagCall.only(talk.escalations(talk.me)), colleague),
                talk.doctor,
                200);
        deliver();
        assertThat(of(alert)).extracting(Sent::event).containsExactly("raised", "handed", "handed");
        assertThat(of(alert))
                .extracting(Sent::to)
                .containsExactly(
                        "", talk.doctor.id().value().toString(), colleague.id().value().toString());
    }

    @Test
    void whoseShiftBeginsIsToldOfWhatTheOneBeforeLeft() throws Exception {
        db.sql("DELETE FROM followup.duty").update();
        var night = ward.nurse();
        talk.shift("*", DutyLevel.NURSE, talk.onDuty, null, "08:00-16:00");
        talk.shift("*", DutyLevel.NURSE, night, null, "16:00-08:00");
        talk.answer("\"appointment\": false");
        var alert = alert();
        clock.advance(Duration.ofHours(6));
        climbing.look();
        deliver();
        assertThat(only(alert).event()).isEqualTo("handed");
        assertThat(only(alert).to()).isEqualTo(night.id().value().toString());
    }

    @Test
    void nobodyIsToldOfWhatIsInHandOrOver() throws Exception {
        GATEWAY.answers(503);
        talk.answer("\"pain\": 8, \"chest\": true");
        deliver();
        var sent = GATEWAY.sent().size();
        assertThat(sent).isEqualTo(2);
        for (var one : talk.escalations(talk.me)) {
            if (one.path("rule").stringValue().startsWith("pain")) {
                talk.send(RedFlagCall.act(one, "acknowledge", "{}"), talk.onDuty, 200);
            }
        }
        talk.answer("\"chest\": false");
        GATEWAY.answers(204);
        clock.advance(Duration.ofHours(1));
        deliver();
        assertThat(GATEWAY.sent()).hasSize(sent);
        assertThat(states()).containsOnly("NEEDLESS");
    }

    @Test
    void whatWentOnSinceIsToldToWhomItIsWithNowOnly() throws Exception {
        GATEWAY.answers(503);
        talk.answer("\"pain\": 8");
        var alert = alert();
        deliver();
        clock.advance(Duration.ofHours(4));
        climbing.look();
        GATEWAY.answers(204);
        deliver();
        assertThat(of(alert).stream().skip(1))
                .extracting(Sent::event)
                .containsExactlyInAnyOrder("climbed", "overdue");
    }

    @Test
    void aGatewayThatIsDownIsAskedEverMoreSeldomWithTheSameKeyUntilItIsBack() throws Exception {
        GATEWAY.answers(503);
        talk.answer("\"pain\": 8");
        var alert = alert();
        deliver();
        for (int seconds : List.of(10, 20, 40, 80)) {
            int before = of(alert).size();
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            deliver();
            assertThat(of(alert)).hasSize(before);
            clock.advance(Duration.ofMillis(1));
            deliver();
            assertThat(of(alert)).hasSize(before + 1);
        }
        GATEWAY.answers(200);
        clock.advance(Duration.ofMinutes(10));
        deliver();
        assertThat(of(alert))
                .hasSize(6)
                .extracting(Sent::key)
                .containsOnly(of(alert).getFirst().key());
        assertThat(of(alert)).extracting(Sent::text).containsOnly(of(alert).getFirst().text());
        assertThat(of(alert)).extracting(Sent::timestamp).doesNotHaveDuplicates();
        assertThat(history()).containsExactly("RAISED", "NOT_TOLD_YET", "TOLD_OUTSIDE");
    }

    @Test
    void whatTheGatewayRefusesIsShownAndNotTriedForEver() throws Exception {
        GATEWAY.answers(422);
        talk.answer("\"pain\": 8");
        var alert = alert();
        for (int i = 0; i < 9; i++) {
            deliver();
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(of(alert)).as("every ten minutes of an hour").hasSize(7);
        assertThat(history()).containsExactly("RAISED", "NOT_TOLD_YET", "NOT_TOLD");
        assertThat(whole().at("/history/2/note").stringValue()).isEqualTo("网关答复 HTTP 422");
    }

    @Test
    void aRefusalAfterManyFailuresIsNotTheLastWord() throws Exception {
        talk.answer("\"pain\": 8");
        for (int status : List.of(503, 503, 503, 404, 503, 404)) {
            GATEWAY.answers(status);
            deliver();
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(states()).containsExactly("WAITING");
        GATEWAY.answers(204);
        deliver();
        assertThat(states()).containsExactly("TOLD");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        GATEWAY.answers(307);
        talk.answer("\"pain\": 8");
        deliver();
        assertThat(GATEWAY.sent()).extracting(Sent::path).containsOnly("/alerts");
        assertThat(states()).containsOnly("WAITING");
    }

    @Test
    void afterADayNobodyTriesAnyMore() throws Exception {
        GATEWAY.answers(500);
        talk.answer("\"appointment\": false");
        var alert = alert();
        var before = clock.instant();
        deliver();

        clock.set(before.plus(Duration.ofHours(23)));
        deliver();
        clock.set(before.plus(Duration.ofHours(24)).minusSeconds(1));
        deliver();
        var tried = of(alert).size();
        clock.set(before.plus(Duration.ofHours(26)));
        deliver();
        assertThat(of(alert)).hasSize(tried);
        assertThat(history()).containsExactly("RAISED", "NOT_TOLD_YET", "NOT_TOLD");
    }

    @Test
    void twoApplicationsDoNotSendTheSame() throws Exception {
        talk.answer("\"pain\": 8, \"chest\": true, \"appointment\": false");
        var other = new Courier(outbox, settings, json, clock);
        CompletableFuture.allOf(
                        CompletableFuture.supplyAsync(courier::setOut).thenCompose(f -> f),
                        CompletableFuture.supplyAsync(other::setOut).thenCompose(f -> f))
                .join();
        other.destroy();
        assertThat(GATEWAY.sent()).hasSize(3).extracting(Sent::key).doesNotHaveDuplicates();
    }

    @Test
    void whatAKilledApplicationHadInHandIsSentByAnother() throws Exception {
        talk.answer("\"pain\": 8");
        assertThat(outbox.claim(8)).hasSize(1);
        clock.advance(Outbox.HOLD.minusMillis(1));
        deliver();
        assertThat(GATEWAY.sent()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        deliver();
        only(alert());
    }

    @Test
    void aClockThatWasSetBackKeepsNobodyUntold() throws Exception {
        GATEWAY.answers(503);
        talk.answer("\"pain\": 8");
        deliver();
        GATEWAY.answers(204);
        clock.advance(Duration.ofHours(-5));
        deliver();
        assertThat(states()).containsExactly("TOLD");
    }

    @Test
    void whileMessagesFailItIsAnAlarmOnTheWallboardAndOnTheStatusPage() throws Exception {
        assertThat(alarms()).doesNotContain("alertsNotTold");
        GATEWAY.answers(503);
        talk.answer("\"pain\": 8");
        deliver();
        assertThat(alarms()).as("one failure is none").doesNotContain("alertsNotTold");
        clock.advance(Duration.ofSeconds(10));
        deliver();
        assertThat(alarms()).contains("alertsNotTold", "网关答复 HTTP 503");
        var seen = talk.send(get("/api/v1/outside"), ADMIN, 200);
        assertThat(seen.path("used").booleanValue()).isTrue();
        assertThat(seen.path("host").stringValue()).isEqualTo("127.0.0.1");
        assertThat(seen.at("/failing/alerts").intValue()).isOne();
        GATEWAY.answers(204);
        clock.advance(Duration.ofSeconds(20));
        deliver();
        assertThat(alarms()).doesNotContain("alertsNotTold");
        assertThat(talk.send(get("/api/v1/outside"), ADMIN, 200).path("failing").isNull()).isTrue();
    }

    @Test
    void whatIsInHandIsNoAlarmHoweverItsMessageFailed() throws Exception {
        GATEWAY.answers(503);
        talk.answer("\"pain\": 8");
        deliver();
        clock.advance(Duration.ofSeconds(10));
        deliver();
        assertThat(alarms()).contains("alertsNotTold");
        db.sql("UPDATE followup.escalation SET state = 'ACKNOWLEDGED' WHERE id = :id")
                .param("id", UUID.fromString(alert()))
                .update();
        assertThat(alarms()).doesNotContain("alertsNotTold");
    }

    @Test
    void whoKeepsTheHouseCanSendATestMessageAndNobodyElseCan() throws Exception {
        var good = talk.send(post("/api/v1/outside/test"), ADMIN, 200);
        assertThat(good.path("told").booleanValue()).isTrue();
        assertThat(good.path("text").stringValue()).isEqualTo("网关已收下（HTTP 204）");
        assertThat(GATEWAY.sent().getLast().event()).isEqualTo("test");
        GATEWAY.answers(401);
        var bad = talk.send(post("/api/v1/outside/test"), ADMIN, 200);
        assertThat(bad.path("told").booleanValue()).isFalse();
        assertThat(bad.path("text").stringValue()).isEqualTo("网关答复 HTTP 401");
        talk.send(post("/api/v1/outside/test"), talk.me, 403);
    }

    /** Until nothing is due. */
    private void deliver() {
        do {
            courier.setOut().join();
        } while (db.sql("SELECT count(*) FROM followup.outside WHERE next_at <= :now")
                        .param("now", Sql.utc(clock.instant()))
                        .query(Integer.class)
                        .single()
                > 0);
    }

    /** The id of the only one of this talk. */
    private String alert() throws Exception {
        return RedFlagCall.only(talk.escalations(talk.me)).path("id").stringValue();
    }

    private static List<Sent> of(String alert) {
        return GATEWAY.sent().stream()
                .filter(s -> s.json().path("escalation").stringValue("").equals(alert))
                .toList();
    }

    private static Sent only(String alert) {
        assertThat(of(alert)).hasSize(1);
        return of(alert).getFirst();
    }

    private JsonNode whole() throws Exception {
        return talk.send(get("/api/v1/escalations/" + alert()), talk.me, 200);
    }

    private List<String> history() throws Exception {
        return RedFlagCall.kinds(whole());
    }

    private List<String> states() {
        return db.sql("SELECT state FROM followup.outside")
                .query((row, _) -> row.getString("state"))
                .list();
    }

    private String alarms() throws Exception {
        return talk.send(get("/api/v1/wallboard"), SUPERVISOR, 200).path("alarms").toString();
    }
}
