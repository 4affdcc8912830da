package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the alarms of many talks come to, by level, ward and rule. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/StatisticsTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class StatisticsTests {
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Climbing climbing;
    @Autowired MockMvc mvc;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @Test
    void rulesThatAlwaysOrNeverFireAreToldFromThoseThatTellSomethingAndScoresAreJudgedToo()
            throws Exception {
        ward.opens();
        var me = ward.nurse();
        publish();
        for (int i = 0; i < 20; i++) {
            // a: always; b: never; c: in every second; the sum of both is 2 or more in every
            // second.
            talk(
                    me,
                    i % 2 == 0 ? "心内科" : "骨科",
                    "{\"a\": true, \"b\": false, \"c\": %s}".formatted(i % 2 == 0));
        }
        clock.advance(Duration.ofHours(1));
        climbing.look();
        var all = statistics(ward.nurse());
        assertThat(rule(all, "a#1")).isEqualTo("ALWAYS 20 of 20");
        assertThat(rule(all, "b#1")).isEqualTo("NEVER 0 of 20");
        assertThat(rule(all, "c#1")).isEqualTo("USEFUL 10 of 20");
        assertThat(rule(all, "both#1")).isEqualTo("USEFUL 10 of 20");
        assertThat(all.at("/whole/found").intValue()).isEqualTo(40);
        assertThat(all.at("/whole/climbed").intValue()).isEqualTo(30);
        for (var by : Set.of("severities", "levels", "wards")) {
            assertThat(
                            all.path(by)
                                    .valueStream()
                                    .mapToInt(g -> g.at("/tally/found").intValue())
                                    .sum())
                    .as(by)
                    .isEqualTo(40);
        }
        // Only what one may see is counted.
        var one = statistics(ward.nurse(DataScope.of(Set.of("骨科"))));
        assertThat(one.at("/whole/found").intValue()).isEqualTo(10);
        assertThat(one.path("wards")).hasSize(1);
        assertThat(rule(one, "a#1")).isEqualTo("TOO_FEW 10 of 10");
    }

    private JsonNode statistics(StaffMember who) throws Exception {
        return SignedIn.as(who)
                .asks(
                        mvc,
                        get("/api/v1/escalations/statistics")
                                .param("from", Ward.MORNING.minus(Duration.ofHours(1)).toString())
                                .param("to", Ward.MORNING.plus(Duration.ofDays(1)).toString()),
                        200);
    }

    private static String rule(JsonNode statistics, String id) {
        return statistics
                .path("rules")
                .valueStream()
                .filter(r -> r.path("rule").stringValue().equals(id))
                .map(r ->
                        r.path("verdict").stringValue()
                                + " "
                                + r.path("fired").intValue()
                                + " of "
                                + r.path("asked").intValue())
                .findFirst()
                .orElse("none");
    }

    private void talk(StaffMember me, String department, String answers) {
        var call = ward.dial(me, ward.owed(department, 1)).call();
        ward.talks(call);
        var record = followUps.of(call).orElseThrow();
        var said = Answers.read(JsonMapper.shared(), answers);
        var who = new CurrentUser(me);
        SignedIn.as(me)
                .run(() -> {
                    followUps.save(
                            record.id(),
                            1,
                            new FollowUps.Change(said, null, null, null, null, null, null),
                            null,
                            who);
                    ward.ends(call, LineResult.ANSWERED, 16);
                    followUps.sign(
                            record.id(),
                            2,
                            new Signing(
                                    Disposition.INTERRUPTED,
                                    Reached.PATIENT,
                                    null,
                                    null,
                                    Clinical.EMERGENCY,
                                    "x",
                                    null,
                                    null),
                            who);
                });
    }

    /** Emergencies climb within the hour, what is routine does not. */
    private void publish() {
        var text = "{\"zh\": \"题\", \"en\": \"Q\"}";
        var content =
                """
                {"resourceType": "Questionnaire", "name": "rules", "version": 1, "status": "active", "title": TEXT, "item": [
                  {"linkId": "a", "type": "boolean", "text": TEXT,
                   "redFlag": [{"when": {"operator": "=", "answer": true}, "level": "EMERGENCY", "text": TEXT}]},
                  {"linkId": "b", "type": "boolean", "text": TEXT,
                   "redFlag": [{"when": {"operator": "=", "answer": true}, "level": "EMERGENCY", "text": TEXT}]},
                  {"linkId": "c", "type": "boolean", "text": TEXT,
                   "redFlag": [{"when": {"operator": "=", "answer": true}, "level": "ROUTINE", "text": TEXT}]}],
                 "score": [{"id": "both", "text": TEXT, "formula": "'a' + 'c'",
                            "redFlag": [{"when": {"operator": ">=", "answer": 2}, "level": "EMERGENCY", "text": TEXT}]}]}
                """
                        .replace("TEXT", text);
        db.sql(
                        "INSERT INTO script.questionnaire (code, version, content) VALUES ('rules', 1, :content::json)")
                .param("content", content)
                .update();
        db.sql("UPDATE worklist.worklist SET questionnaire = 'rules', questionnaire_version = NULL")
                .update();
    }
}
