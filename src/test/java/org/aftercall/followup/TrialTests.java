package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.followup.trial.Draw;
import org.aftercall.followup.trial.Draw.Arm;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two wordings of one questionnaire on one list. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/TrialTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class TrialTests {
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired Worklists worklists;
    @Autowired MockMvc mvc;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private StaffMember me;
    private StaffMember lead;
    private String path;

    @BeforeEach
    void aListThatAsksByTheFirstVersion() {
        ward.opens();
        me = ward.nurse();
        lead = ward.supervisor();
        // Another greeting is words only; another threshold is not.
        publish(12, "您好", "您好呀");
        publish(13, "\"level\": \"EMERGENCY\"", "\"level\": \"URGENT\"");
        // The newest that is shipped, whose satisfaction is a choice that counts.
        publish(2, 14, "您好", "您好呀");
        db.sql("UPDATE worklist.worklist SET questionnaire_version = 1").update();
        db.sql(
                        """
                        UPDATE followup.trial SET ended_at = now(), ended_why = 'next test', ended_by = :who WHERE ended_at IS NULL
                        """)
                .param("who", lead.id().value())
                .update();
        path = "/api/v1/worklists/" + list().id().value() + "/trials";
    }

    @Test
    void aPatientIsAlwaysAskedByTheWordingThatFellToHim() throws Exception {
        var trial = start("{\"purpose\": \"greeting\", \"version\": 12}", 201);
        var id = UUID.fromString(trial.path("id").stringValue());
        var seen = new HashMap<Integer, Integer>();
        for (int i = 0; i < 12; i++) {
            var owed = ward.owed();
            int version = asked(owed);
            var arm = Draw.arm(id, owed.patient().value());
            assertThat(version).isEqualTo(arm == Arm.A ? 1 : 12);
            // Another call of the same patient.
            assertThat(asked(owed)).isEqualTo(version);
            seen.merge(version, 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys(1, 12);
        end(trial);
        // Afterwards everybody is asked by what the list says.
        for (int i = 0; i < 6; i++) {
            assertThat(asked(ward.owed())).isEqualTo(1);
        }
        assertThatThrownBy(() -> db.sql("UPDATE followup.trial_patient SET arm = 'B'").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void onlyTheWordingMayDiffer() throws Exception {
        var refused = start("{\"purpose\": \"x\", \"version\": 13}", 409);
        assertThat(refused.path("code").stringValue()).isEqualTo("trial.notWordsOnly");
        assertThat(
                        start("{\"purpose\": \"x\", \"version\": 9}", 422)
                                .at("/errors/0/pointer")
                                .stringValue())
                .isEqualTo("/version");
        assertThat(start("{\"version\": 12}", 422).at("/errors/0/pointer").stringValue())
                .isEqualTo("/purpose");
        assertThat(
                        start(
                                        "{\"purpose\": \"x\", \"version\": 12, \"satisfaction\": \"wound\", \"complaint\": \"pain\"}",
                                        422)
                                .path("errors")
                                .valueStream()
                                .map(e -> e.path("pointer").stringValue()))
                .containsExactly("/satisfaction", "/complaint");
    }

    @Test
    void aListThatAlwaysAsksByTheNewestComparesNothing() throws Exception {
        db.sql("UPDATE worklist.worklist SET questionnaire_version = NULL").update();
        assertThat(start("{\"purpose\": \"x\", \"version\": 12}", 409).path("code").stringValue())
                .isEqualTo("trial.pin");
    }

    @Test
    void oneComparisonRunsOnAListAndItsVersionsCannotBeRetired() throws Exception {
        var trial = start("{\"purpose\": \"x\", \"version\": 12}", 201);
        assertThat(start("{\"purpose\": \"y\", \"version\": 12}", 409).path("code").stringValue())
                .isEqualTo("trial.running");
        var retire =
                post("/api/v1/library/post-discharge/versions/12/retire")
                        .content("{\"reason\": \"old\"}");
        assertThat(ask(retire, 409).path("code").stringValue()).isEqualTo("library.compared");
        var used =
                post("/api/v1/library/post-discharge/versions/1/retire")
                        .content("{\"reason\": \"old\"}");
        assertThat(ask(used, 409).path("code").stringValue()).isEqualTo("library.used");
        end(trial);
        assertThat(
                        ask(
                                        post(path + "/" + trial.path("id").stringValue() + "/end")
                                                .content("{\"reason\": \"x\"}"),
                                        409)
                                .path("code")
                                .stringValue())
                .isEqualTo("trial.over");
    }

    @Test
    void aListWhoseVersionIsChangedAsksByThatAndNobodyElseIsDrawn() throws Exception {
        start("{\"purpose\": \"x\", \"version\": 12}", 201);
        db.sql("UPDATE worklist.worklist SET questionnaire_version = 13").update();
        for (int i = 0; i < 6; i++) {
            assertThat(asked(ward.owed())).isEqualTo(13);
        }
    }

    @Test
    void theFiguresCountEachPatientOnceWithBounds() throws Exception {
        start(
                "{\"purpose\": \"x\", \"version\": 12, \"satisfaction\": \"pain\", \"complaint\": \"fever\"}",
                201);
        var arms = new HashMap<Integer, Integer>();
        for (int i = 0; i < 10; i++) {
            var owed = ward.owed();
            var answers = "{\"who\": \"PATIENT\", \"identity\": true, \"pain\": %d, \"fever\": %s}";
            int version = talk(owed, answers.formatted(i % 4, i % 2 == 0), Clinical.URGENT);
            arms.merge(version, 1, Integer::sum);
        }
        var nobody = ward.owed();
        var missed = ward.dial(me, nobody).call();
        ward.rings(missed);
        ward.ends(missed, LineResult.NO_ANSWER, 19);
        await().until(() -> followUps.of(missed).orElseThrow().signed());
        var lines = ask(get(path), 200).get(0).path("lines");
        var reached = lines.get(0);
        assertThat(reached.path("what").stringValue()).isEqualTo("REACHED");
        assertThat(reached.at("/usual/of").intValue() + reached.at("/fresh/of").intValue())
                .isEqualTo(11);
        assertThat(reached.at("/usual/hits").intValue()).isEqualTo(arms.getOrDefault(1, 0));
        assertThat(reached.at("/fresh/hits").intValue()).isEqualTo(arms.getOrDefault(12, 0));
        assertThat(lines.valueStream().map(l -> l.path("what").stringValue()))
                .containsExactly(
                        "REACHED", "COMPLETE", "ALARMS", "MINUTES", "SATISFACTION", "COMPLAINTS");
        var minutes = lines.get(3);
        if (arms.getOrDefault(1, 0) > 1) {
            assertThat(minutes.at("/usual/bounds/value").doubleValue()).isEqualTo(1.5);
        }
        var complaints = lines.get(5);
        assertThat(
                        complaints.at("/usual/hits").intValue()
                                + complaints.at("/fresh/hits").intValue())
                .isEqualTo(5);
    }

    @Test
    void satisfactionAndComplaintsOfAShippedCallAreComparedAndKeptAsTheyWereAtTheEnd()
            throws Exception {
        db.sql("UPDATE worklist.worklist SET questionnaire_version = 2").update();
        var trial =
                start(
                        "{\"purpose\": \"x\", \"version\": 14, \"satisfaction\": \"satisfaction\"}",
                        201);
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            var answers =
                    "{\"who\": \"PATIENT\", \"recording\": true, \"identity\": true, \"satisfaction\": \"%d\"}";
            talk(ward.owed(), answers.formatted(3 + i % 3), Clinical.NONE);
            sum += 3 + i % 3;
        }
        // One of them complained of something that no question asks for, and somebody heard it.
        db.sql(
                        """
                        INSERT INTO followup.escalation (id, record_id, patient_id, encounter_id, call_id, department, questionnaire,
                            questionnaire_version, rule, link_id, answer, severity, level, raised_at, due_at, climb_every, call_back, kind)
                        SELECT r.id, r.id, r.patient_id, r.encounter_id, r.call_id, '心内科', r.questionnaire,
                            r.questionnaire_version, 'complaint.heard', 'complaint.heard', '"x"', 'ROUTINE', 1, now(), now(), '1 h', 'complaint', 'COMPLAINT'
                        FROM followup.record r JOIN followup.trial_patient p USING (patient_id) WHERE p.trial_id = :trial LIMIT 1
                        """)
                .param("trial", UUID.fromString(trial.path("id").stringValue()))
                .update();
        var lines = ask(get(path), 200).get(0).path("lines");
        var satisfaction = line(lines, "SATISFACTION");
        double told = 0;
        for (var side : List.of("usual", "fresh")) {
            var n = satisfaction.path(side).path("of").intValue();
            told += n < 2 ? 0 : n * satisfaction.path(side).at("/bounds/value").doubleValue();
        }
        var counted =
                satisfaction.at("/usual/of").intValue() + satisfaction.at("/fresh/of").intValue();
        assertThat(counted).isEqualTo(8);
        if (satisfaction.at("/usual/of").intValue() != 1
                && satisfaction.at("/fresh/of").intValue() != 1) {
            assertThat(told).isCloseTo(sum, within(1e-9));
        }
        assertThat(hits(line(lines, "COMPLAINTS"), "hits")).isOne();
        assertThat(hits(line(lines, "COMPLAINTS"), "of")).isEqualTo(8);
        end(trial);
        db.sql("UPDATE followup.escalation SET state = 'WITHDRAWN' WHERE kind = 'COMPLAINT'")
                .update();
        assertThat(ask(get(path), 200).get(0).path("lines")).isEqualTo(lines);
    }

    private static int hits(JsonNode line, String what) {
        return line.path("usual").path(what).intValue() + line.path("fresh").path(what).intValue();
    }

    private static JsonNode line(JsonNode lines, String what) {
        return lines.valueStream()
                .filter(l -> l.path("what").stringValue().equals(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itEndsItselfWhenTheNewWordingFindsFewerAlarms() throws Exception {
        var trial = start("{\"purpose\": \"x\", \"version\": 12}", 201);
        var id = UUID.fromString(trial.path("id").stringValue());
        var talked = Map.of(Arm.A, new ArrayList<Integer>(), Arm.B, new ArrayList<Integer>());
        while (talked.values().stream().anyMatch(t -> t.size() < 50)) {
            var owed = ward.owed();
            var arm = Draw.arm(id, owed.patient().value());
            var so = Objects.requireNonNull(talked.get(arm));
            if (so.size() < 50) {
                var finds = arm == Arm.A && so.size() % 2 == 0;
                var answers =
                        "{\"who\": \"PATIENT\", \"identity\": true, \"chest\": %s}"
                                .formatted(finds);
                so.add(talk(owed, answers, Clinical.EMERGENCY));
            }
        }
        assertThat(talked.get(Arm.A)).containsOnly(1);
        assertThat(talked.get(Arm.B)).containsOnly(12);
        await().untilAsserted(() -> {
            var ended = ask(get(path), 200).get(0);
            assertThat(ended.path("byItself").asBoolean()).isTrue();
            assertThat(ended.path("ratio").doubleValue())
                    .isGreaterThan(ended.path("enough").doubleValue());
        });
        assertThat(
                        db.sql("SELECT evidence::text FROM followup.trial WHERE id = :id")
                                .param("id", id)
                                .query(String.class)
                                .single())
                .contains("\"alarms\": 25", "\"alarms\": 0");
        for (int i = 0; i < 6; i++) {
            assertThat(asked(ward.owed())).isEqualTo(1);
        }
    }

    private int asked(Ward.Owed owed) {
        var call = ward.dial(me, owed).call();
        int version = followUps.of(call).orElseThrow().questionnaireVersion();
        ward.rings(call);
        ward.ends(call, LineResult.BUSY, 17);
        await().until(() -> followUps.of(call).orElseThrow().signed());
        return version;
    }

    /** A minute and a half; what is found is graver than the clinical word needs to be. */
    private int talk(Ward.Owed owed, String answers, Clinical clinical) {
        var call = ward.dial(me, owed).call();
        ward.talks(call);
        var record = followUps.of(call).orElseThrow();
        var said = Answers.read(JsonMapper.shared(), answers);
        var who = new CurrentUser(me);
        SignedIn.as(me)
                .run(() -> {
                    followUps.save(
                            record.id(),
                            1,
                            new FollowUps.Change(
                                    said, null, null, Reached.PATIENT, null, null, null),
                            null,
                            who);
                    clock.advance(Duration.ofSeconds(90));
                    ward.ends(call, LineResult.ANSWERED, 16);
                    followUps.sign(
                            record.id(),
                            2,
                            new Signing(
                                    Disposition.INTERRUPTED,
                                    Reached.PATIENT,
                                    null,
                                    null,
                                    clinical,
                                    "x",
                                    null,
                                    null),
                            who);
                });
        return record.questionnaireVersion();
    }

    private void publish(int version, String was, String is) {
        publish(1, version, was, is);
    }

    private void publish(int of, int version, String was, String is) {
        db.sql(
                        """
                        INSERT INTO script.questionnaire (code, version, content)
                        SELECT code, :version, replace(replace(content::text, '"version": ' || :of, '"version": ' || :version), :was, :is)::json
                        FROM script.questionnaire WHERE code = 'post-discharge' AND version = :of
                        ON CONFLICT DO NOTHING
                        """)
                .param("of", of)
                .param("version", version)
                .param("was", was)
                .param("is", is)
                .update();
    }

    private Worklist list() {
        return worklists.all(DataScope.EVERYTHING).getFirst();
    }

    private JsonNode start(String wish, int status) throws Exception {
        return ask(post(path).content(wish), status);
    }

    private void end(JsonNode trial) throws Exception {
        ask(
                post(path + "/" + trial.path("id").stringValue() + "/end")
                        .content("{\"reason\": \"known\"}"),
                200);
    }

    private JsonNode ask(MockHttpServletRequestBuilder request, int status) throws Exception {
        return SignedIn.as(lead).asks(mvc, request, status);
    }
}
