package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aftercall.kernel.DataScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A supervisor's doors to lists, rules and teams, and what a nurse is answered there. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ListDoorsTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
class ListDoorsTests extends NurseAndSupervisor {
    private static final String LIST =
            """
            {"name": "Hearts", "mode": "PREVIEW", "questionnaire": "post-discharge", "order": "RISK",
             "feed": {"departments": ["心内科"]}, "sameNurseMinutes": 30, "wrapUpSeconds": 90, "followUpDays": [30, 7, 7],
             "hours": [{"weekday": 1, "from": "09:00", "until": "12:00"}]}
            """;

    @AfterEach
    void onlyTheFirstListStays() {
        db.sql(
                        """
                        WITH made AS (SELECT id FROM worklist.worklist WHERE name = 'Hearts'),
                             h AS (DELETE FROM worklist.hours WHERE worklist_id IN (SELECT id FROM made)),
                             c AS (DELETE FROM worklist.crew_team WHERE worklist_id IN (SELECT id FROM made))
                        SELECT count(*) FROM made
                        """)
                .query(Integer.class)
                .single();
        db.sql("DELETE FROM worklist.worklist WHERE name = 'Hearts'").update();
    }

    @Test
    void aListIsMadeAndChangedOnWhatOneHasSeenOnly() throws Exception {
        send(nurse, post("/api/v1/worklists").content(LIST), 403);
        var made = send(supervisor, post("/api/v1/worklists").content(LIST), 201);
        var path = "/api/v1/worklists/" + made.path("id").stringValue();
        assertThat(made.path("settings").path("order").stringValue()).isEqualTo("RISK");
        assertThat(made.path("settings").path("sameNurseMinutes").intValue()).isEqualTo(30);
        assertThat(made.path("settings").path("wrapUpSeconds").intValue()).isEqualTo(90);
        assertThat(made.path("settings").path("followUpDays").toString()).isEqualTo("[7,30]");
        var manual = LIST.replace("PREVIEW", "MANUAL");
        send(supervisor, put(path).content(manual), 428);
        send(supervisor, put(path).content(manual).header("If-Match", "\"1\""), 200);
        send(supervisor, put(path).content(LIST).header("If-Match", "\"1\""), 412);
        var now = send(nurse, get(path), 200);
        assertThat(now.path("settings").path("mode").stringValue()).isEqualTo("MANUAL");
        assertThat(now.path("version").intValue()).isEqualTo(2);
    }

    @Test
    void aListWithoutATargetOfItsOwnWritesUpAsLongAsTheHouseSays() throws Exception {
        var plain = LIST.replace(", \"wrapUpSeconds\": 90", "");
        var made = send(supervisor, post("/api/v1/worklists").content(plain), 201);
        var id = made.path("id").stringValue();
        assertThat(made.path("settings").path("wrapUpSeconds").isNull()).isTrue();
        var usual = send(nurse, get("/api/v1/house-rules"), 200).toString();
        try {
            var longer = usual.replaceAll("\"wrapUpSeconds\":\\d+", "\"wrapUpSeconds\":150");
            send(supervisor, put("/api/v1/house-rules").content(longer), 200);
            assertThat(wrapUpOf(id)).isEqualTo(150);
            var wrong = usual.replaceAll("\"wrapUpSeconds\":\\d+", "\"wrapUpSeconds\":5");
            var told = send(supervisor, put("/api/v1/house-rules").content(wrong), 422);
            assertThat(told.at("/errors/0/pointer").stringValue()).isEqualTo("/wrapUpSeconds");
            var path = "/api/v1/worklists/" + id;
            send(supervisor, put(path).content(LIST).header("If-Match", "\"1\""), 200);
            assertThat(wrapUpOf(id)).isEqualTo(90);
        } finally {
            send(supervisor, put("/api/v1/house-rules").content(usual), 200);
        }
    }

    private int wrapUpOf(String list) throws Exception {
        for (var row : send(nurse, get("/api/v1/worklists"), 200)) {
            if (row.path("id").stringValue().equals(list)) {
                return row.path("wrapUpSeconds").intValue();
            }
        }
        throw new AssertionError("No such list");
    }

    @Test
    void whatIsWrongWithAListIsNamedFieldByField() throws Exception {
        var wrong =
                LIST.replace("Hearts", " ")
                        .replace("\"sameNurseMinutes\": 30", "\"sameNurseMinutes\": 1441")
                        .replace("\"wrapUpSeconds\": 90", "\"wrapUpSeconds\": 5")
                        .replace("[30, 7, 7]", "[30, 731, null]")
                        .replace(
                                "\"feed\"",
                                "\"teams\": [\"00000000-0000-0000-0000-000000000001\"], \"feed\"");
        assertThat(pointers(send(supervisor, post("/api/v1/worklists").content(wrong), 422)))
                .containsExactlyInAnyOrder(
                        "/name",
                        "/sameNurseMinutes",
                        "/wrapUpSeconds",
                        "/followUpDays/1",
                        "/followUpDays/2",
                        "/teams/0");
    }

    @Test
    void aTeamIsKeptUnderItsNameAndNotLostWhileAListNamesIt() throws Exception {
        var team = "{\"name\": \"Heart\", \"members\": [\"%s\"]}".formatted(nurse.id().value());
        send(nurse, post("/api/v1/teams").content(team), 403);
        var id =
                send(supervisor, post("/api/v1/teams").content(team), 201).path("id").stringValue();
        assertThat(pointers(send(supervisor, post("/api/v1/teams").content(team), 422)))
                .containsExactly("/name");
        send(supervisor, put("/api/v1/teams/" + id).content("{\"name\": \"Hearts\"}"), 200);
        var list = LIST.replace("\"feed\"", "\"teams\": [\"%s\"], \"feed\"".formatted(id));
        send(supervisor, post("/api/v1/worklists").content(list), 201);
        send(supervisor, delete("/api/v1/teams/" + id), 409);
        onlyTheFirstListStays();
        send(supervisor, delete("/api/v1/teams/" + id), 204);
        assertThat(send(nurse, get("/api/v1/teams"), 200).size()).isZero();
    }

    @Test
    void theHousesRuleChangesForEveryListThatHasNoneOfItsOwn() throws Exception {
        var owed = ward.owed();
        var list = "/api/v1/worklists/" + ward.task(owed).worklist().value() + "/rules";
        var usual = rule(send(supervisor, get("/api/v1/rules"), 200), "NO_ANSWER");
        var hour =
                "{\"step\": \"RETRY\", \"delayMinutes\": 60, \"countsAttempt\": true, \"maxTimes\": 3}";
        send(nurse, put("/api/v1/rules/NO_ANSWER").content(hour), 403);
        assertThat(
                        pointers(
                                send(
                                        supervisor,
                                        put("/api/v1/rules/NO_ANSWER")
                                                .content(
                                                        "{\"delayMinutes\": -1, \"maxTimes\": 21}"),
                                        422)))
                .containsExactlyInAnyOrder("/delayMinutes", "/maxTimes", "/step");
        send(supervisor, put("/api/v1/rules/NO_ANSWER").content(hour), 200);
        var followed = rule(send(nurse, get(list), 200), "NO_ANSWER");
        assertThat(followed.path("delayMinutes").intValue()).isEqualTo(60);
        assertThat(followed.path("own").booleanValue()).isFalse();
        var own = hour.replace("60", "90");
        send(supervisor, put(list + "/NO_ANSWER").content(own), 200);
        var itsOwn = rule(send(nurse, get(list), 200), "NO_ANSWER");
        assertThat(itsOwn.path("delayMinutes").intValue()).isEqualTo(90);
        send(supervisor, delete(list + "/NO_ANSWER"), 200);
        assertThat(rule(send(nurse, get(list), 200), "NO_ANSWER")).isEqualTo(followed);
        send(supervisor, put("/api/v1/rules/NO_ANSWER").content(usual.toString()), 200);
        assertThat(rule(send(nurse, get(list), 200), "NO_ANSWER")).isEqualTo(usual);
    }

    @Test
    void capsAndPartsOfTheDayAreWithinReason() throws Exception {
        var usual = send(nurse, get("/api/v1/house-rules"), 200);
        assertThat(
                        pointers(
                                send(
                                        supervisor,
                                        put("/api/v1/house-rules")
                                                .content(
                                                        "{\"perDay\": 5, \"perWeek\": 4, \"afternoon\": 700, \"evening\": 700}"),
                                        422)))
                .containsExactly("/perWeek", "/evening");
        send(nurse, put("/api/v1/house-rules").content(usual.toString()), 403);
        assertThat(send(supervisor, put("/api/v1/house-rules").content(usual.toString()), 200))
                .isEqualTo(usual);
    }

    @Test
    void whoAsksForTheNextPatientIsGivenOneOrTheReasons() throws Exception {
        var owed = ward.owed();
        var next = send(nurse, post("/api/v1/tasks/next"), 200);
        assertThat(next.path("task").path("id").stringValue())
                .isEqualTo(owed.task().value().toString());
        var none = send(supervisor, post("/api/v1/tasks/next"), 200);
        assertThat(none.path("task").isNull()).isTrue();
        assertThat(none.path("why").get(0).path("code").stringValue()).isEqualTo("inHand");
        var whyNot =
                send(
                        supervisor,
                        get("/api/v1/patients/" + owed.patient().value() + "/why-not"),
                        200);
        assertThat(whyNot.path("items").get(0).path("canDial").booleanValue()).isFalse();
        var stranger = ward.nurse(DataScope.of(Set.of("产科")));
        send(stranger, get("/api/v1/patients/" + owed.patient().value() + "/why-not"), 404);
    }

    @Test
    void onlyWhoTheDialerWouldCallUponCountsAsReady() throws Exception {
        db.sql("UPDATE staff.member SET presence = 'OFFLINE' WHERE id <> :id")
                .param("id", supervisor.id().value())
                .update();
        var owed = ward.owed();
        var why = "/api/v1/worklists/" + ward.task(owed).worklist().value() + "/why";
        assertThat(send(supervisor, get(why), 200).path("readyNurses").intValue()).isZero();
        db.sql("UPDATE staff.member SET presence = 'READY' WHERE id = :id")
                .param("id", nurse.id().value())
                .update();
        assertThat(send(supervisor, get(why), 200).path("readyNurses").intValue()).isOne();
    }

    private static JsonNode rule(JsonNode rules, String disposition) {
        return rules.valueStream()
                .filter(r -> disposition.equals(r.path("disposition").stringValue()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> pointers(JsonNode problem) {
        var pointers = new ArrayList<String>();
        problem.path("errors").forEach(e -> pointers.add(e.path("pointer").stringValue()));
        return pointers;
    }
}
