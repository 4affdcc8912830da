package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.ArrayList;
import java.util.List;
import org.aftercall.FakeWorld;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.json.JsonMapper;

/** Questionnaires that somebody spoilt, at the door. */
@SpringBootTest
@AutoConfigureMockMvc
@Import(FakeWorld.class)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/MalformedTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
class MalformedTests {
    private static final long SEED = 23;
    private static final SignedIn SUPERVISOR = SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING);

    @Autowired MockMvc mvc;

    /** Ours, and the same as FHIR R4. */
    @Test
    void eachOfHundredsOfSpoiltOnesIsRefusedByItsItemAndNoneBreaksTheHouse() throws Exception {
        var breaking = new Breaking(SEED);
        var broken = new ArrayList<Breaking.Broken>();
        Questionnaires.shipped().forEach(json -> broken.addAll(breaking.of(json)));
        assertThat(broken).hasSizeGreaterThan(300);
        for (var one : broken) {
            for (var language : List.of("zh-CN", "en")) {
                var told =
                        SUPERVISOR.asks(
                                mvc,
                                post("/api/v1/questionnaires/check")
                                        .header("Accept-Language", language)
                                        .content(one.json()),
                                422);
                assertThat(told.path("code").stringValue()).isEqualTo("questionnaire.faults");
                var pointer = "/item/" + one.item().replace("/", "~1");
                assertThat(
                                told.path("errors")
                                        .valueStream()
                                        .map(e -> e.path("pointer").stringValue()))
                        .as("%s: %s", one, told)
                        .contains(pointer);
                assertThat(told.path("errors").valueStream())
                        .as("%s", one)
                        .allSatisfy(e -> {
                            assertThat(e.path("message").stringValue())
                                    .doesNotContain("fault.")
                                    .isNotBlank();
                            assertThat(e.path("message").stringValue())
                                    .contains(language.equals("en") ? ": " : "：");
                        });
            }
        }
    }

    @Test
    void aSlipIsToldWithWhatWasMeant() throws Exception {
        var json =
                Questionnaires.shipped().stream()
                        .filter(q -> q.contains("\"name\": \"copd\""))
                        .findFirst()
                        .orElseThrow()
                        .replace("{{last.problem}}", "{{last.problme}}");
        var told =
                SUPERVISOR.asks(
                        mvc,
                        post("/api/v1/questionnaires/check")
                                .header("Accept-Language", "en")
                                .content(json),
                        422);
        assertThat(told.path("errors").get(0).path("message").stringValue())
                .isEqualTo(
                        "last.now: '{{last.problme}}' is no merge field; did you mean '{{last.problem}}'?");
    }

    @Test
    void aSpoiltFhirFileIsRefusedByItsItemToo() throws Exception {
        int refused = 0;
        for (var json : Questionnaires.shipped()) {
            var fhir = Questionnaire.parse(json).toFhir();
            SUPERVISOR.asks(mvc, post("/api/v1/questionnaires/check").content(fhir), 200);
            for (var slip :
                    List.of(
                            List.of("\"boolean\"", "\"reference\""),
                            List.of("\"answerOption\"", "\"answerValueSet\""),
                            List.of("\"linkId\":\"who\"", "\"linkId\":\"\""),
                            List.of("\"valueCoding\"", "\"valueUri\""))) {
                var told =
                        SUPERVISOR.asks(
                                mvc,
                                post("/api/v1/questionnaires/check")
                                        .content(fhir.replace(slip.get(0), slip.get(1))),
                                422);
                assertThat(told.path("errors")).isNotEmpty();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void aFileIsTakenOutInBothFormsAndComesInAgain() throws Exception {
        var path = "/api/v1/questionnaires/heart-failure/versions/1";
        var nurse = SignedIn.as(Role.NURSE, DataScope.EVERYTHING);
        var ours = nurse.asks(mvc, get(path), 200);
        var fhir = nurse.asks(mvc, get(path + "?format=fhir"), 200);
        assertThat(fhir.path("resourceType").stringValue()).isEqualTo("Questionnaire");
        var json = JsonMapper.shared();
        for (var file : List.of(ours, fhir)) {
            var told =
                    SUPERVISOR.asks(
                            mvc,
                            post("/api/v1/questionnaires/check")
                                    .content(json.writeValueAsString(file)),
                            200);
            assertThat(told.path("document")).isEqualTo(ours);
            assertThat(told.path("limits").propertyNames()).contains("weight", "systolic");
        }
        nurse.asks(mvc, post("/api/v1/questionnaires/check").content("{}"), 403);
        nurse.asks(mvc, get("/api/v1/questionnaires/heart-failure/versions/99"), 404);
        nurse.asks(mvc, get("/api/v1/questionnaires/heart-failure/versions/x"), 404);
        assertThat(nurse.asks(mvc, get("/api/v1/questionnaires/fields"), 200).toString())
                .contains("patient.title", "daysSinceDischarge");
    }
}
