package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** What is said in worry, anger and grief is the hospital's to write. */
@ApplicationModuleTest(
        value = BootstrapMode.DIRECT_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
class SituationsTests {
    private static final AtomicInteger LAST = new AtomicInteger();
    private static final String PATH = "/api/v1/situations";
    private static final String OURS =
            """
            {"situation": [{"code": "WORRY", "text": {"zh": "担心", "en": "Worried"},
              "line": [{"say": {"zh": "%s", "en": "%s"}}],
              "avoid": [{"text": {"zh": "没事", "en": "Nothing"}, "say": {"zh": "我明白", "en": "I see"}}]}]}
            """;

    @Autowired Staff staff;
    @Autowired Questionnaires questionnaires;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    private StaffMember me;

    @BeforeEach
    void somebodyOfTheQualityTeam() {
        me = Members.of(Role.QUALITY, staff, db);
    }

    @Test
    void whatIsWrittenIsSaidAtOnceAndTheShippedWordsComeBack() throws Exception {
        var first = now();
        assertThat(first.path("shipped")).hasSize(9);
        var saved = write(version(first), OURS.formatted("我们的话", "Our words"), 200);
        assertThat(version(saved)).isEqualTo(version(first) + 1);
        assertThat(saved.path("by").stringValue()).isEqualTo(me.name());
        assertThat(said().toString()).contains("Our words").doesNotContain("What do you fear most");
        var back = "{\"situation\": %s}".formatted(first.path("shipped"));
        var again = write(version(saved), back, 200);
        assertThat(again.path("situation")).isEqualTo(first.path("shipped"));
        assertThat(again.at("/editions/0/shipped").booleanValue()).isTrue();
        assertThat(again.at("/editions/1/shipped").booleanValue()).isFalse();
        assertThat(said().toString()).contains("What do you fear most");
        var earlier = ask(me, get(PATH + "/" + version(saved)), 200);
        assertThat(earlier.path("situation")).isEqualTo(saved.path("situation"));
        ask(me, get(PATH + "/999"), 404);
        assertThat(
                        db.sql(
                                        "SELECT count(*) FROM audit.access WHERE action = 'situation.write' AND staff_id = :me")
                                .param("me", me.id().value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);
        assertThatThrownBy(() -> db.sql("UPDATE script.situation SET content = NULL").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void nobodyOverwritesWhatHeHasNotSeen() throws Exception {
        var seen = version(now());
        write(seen, OURS.formatted("甲", "A"), 200);
        assertThat(write(seen, OURS.formatted("乙", "B"), 412).path("code").stringValue())
                .isEqualTo("situation.stale");
        assertThat(ask(me, put(PATH).content(OURS), 428).path("code").stringValue())
                .isEqualTo("situation.ifMatch");
        assertThat(now().toString()).contains("甲").doesNotContain("乙");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"QUALITY", "SUPERVISOR"},
            mode = EnumSource.Mode.EXCLUDE)
    void onlyWhoWritesScriptsWritesThem(Role role) throws Exception {
        var other = Members.of(role, staff, db);
        ask(other, get(PATH), 403);
        ask(other, put(PATH).header("If-Match", "\"0\"").content(OURS.formatted("丙", "C")), 403);
    }

    @ParameterizedTest
    @CsvSource({
        "您是{{encounter.operation}}以后, After {{encounter.operation}}",
        "{{encounter.ward}}想问您, {{encounter.ward|our ward}} asks",
        "{{sinceDischarge}}, {{last.problem}}"
    })
    void noWordOfTheStayIsAtHandBeforeTheIdentityIsSure(String zh, String en) throws Exception {
        var version = version(now());
        var refused = write(version, OURS.formatted(zh, en), 422);
        assertThat(items(refused)).containsExactly("situation WORRY");
        assertThat(version(now())).isEqualTo(version);
        // His name and hers are known without the stay.
        write(version, OURS.formatted("{{patient.title}}，您好", "{{patient.title}}, hello"), 200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"situation\": []} | situation",
                "{} | situation",
                "{\"situation\": [{\"code\": \"A\", \"text\": {\"zh\": \"甲\"}, \"line\": []}]} | situation A",
                "{\"situation\": [{\"code\": \"\", \"text\": {\"zh\": \"甲\", \"en\": \"A\"}}]} | situation",
                "{\"situation\": [], \"more\": 1} | situation"
            })
    void whatIsWrongIsNamedByItsPlace(String wish, String place) throws Exception {
        assertThat(items(write(version(now()), wish, 422))).isNotEmpty().containsOnly(place);
    }

    @Test
    void aFormThatAsksForIdentityHasNoSuchWordsOfItsOwnEither() throws Exception {
        var code = "moments-" + LAST.incrementAndGet();
        ask(me, post("/api/v1/library/drafts").content("{\"code\": \"%s\"}".formatted(code)), 201);
        var own = OURS.formatted("{{encounter.ward}}", "{{encounter.ward}}").strip();
        var form =
                """
                {"title": {"zh": "题", "en": "Form"}, %s, "item": [{"linkId": "q", "type": "boolean", GATE "text": {"zh": "是您吗", "en": "Is it you"}}]}
                """
                        .formatted(own.substring(1, own.length() - 1));
        var gated = save(code, 1, form.replace("GATE", "\"gate\": true, \"required\": true,"));
        assertThat(gated.path("faults").valueStream().map(f -> f.path("item").stringValue()))
                .containsExactly("situation WORRY");
        assertThat(save(code, 2, form.replace("GATE", "")).path("faults")).isEmpty();
    }

    private JsonNode save(String code, int version, String form) throws Exception {
        return ask(
                me,
                put("/api/v1/library/" + code + "/draft")
                        .header("If-Match", "\"" + version + "\"")
                        .content(form),
                200);
    }

    private static List<String> items(JsonNode refused) {
        return refused.path("errors").valueStream().map(e -> e.path("item").stringValue()).toList();
    }

    /** As a nurse has it beside a form. */
    private JsonNode said() throws Exception {
        var latest = questionnaires.latest("hypertension").version();
        return ask(
                        Members.of(Role.NURSE, staff, db),
                        get("/api/v1/library/hypertension/versions/" + latest + "/preview")
                                .header("Accept-Language", "en"),
                        200)
                .path("situations");
    }

    private JsonNode now() throws Exception {
        return ask(me, get(PATH), 200);
    }

    private static int version(JsonNode view) {
        return view.path("version").intValue();
    }

    private JsonNode write(int seen, String wish, int status) throws Exception {
        return ask(me, put(PATH).header("If-Match", "\"" + seen + "\"").content(wish), status);
    }

    private JsonNode ask(StaffMember who, MockHttpServletRequestBuilder request, int status)
            throws Exception {
        return SignedIn.as(who).asks(mvc, request, status);
    }
}
