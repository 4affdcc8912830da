package org.aftercall.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.kernel.Refusal;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

@ApplicationModuleTest(
        value = BootstrapMode.DIRECT_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
class LibraryTests {
    private static final AtomicInteger LAST = new AtomicInteger();

    @Autowired Questionnaires questionnaires;
    @Autowired Library library;
    @Autowired Staff staff;
    @Autowired JdbcClient db;
    @Autowired MockMvc mvc;

    private StaffMember me;
    private String code;

    @BeforeEach
    void somebodyOfTheQualityTeam() {
        me = Members.of(Role.QUALITY, staff, db);
        code = "form-" + LAST.incrementAndGet();
    }

    @Test
    void aDraftBecomesAVersionThatNeverChangesAndANewOneFollowsIt() throws Exception {
        begin(200);
        var faulty = save(1, "{\"title\": {\"zh\": \"题\"}, \"item\": []}", 200);
        assertThat(faulty.path("faults").valueStream().map(f -> f.path("item").stringValue()))
                .isNotEmpty()
                .containsOnly("questionnaire");
        var refused = publish(2, 422);
        assertThat(refused.path("code").stringValue()).isEqualTo("library.faults");
        assertThat(refused.path("errors")).isNotEmpty();
        assertThat(questionnaires.asking(code)).isEmpty();
        assertThat(save(2, form("甲"), 200).path("faults")).isEmpty();
        assertThat(publish(3, 201).path("version").intValue()).isEqualTo(1);
        assertThat(questionnaires.latest(code).question("q", Locale.CHINESE)).isEqualTo("甲");
        // The draft went with it; the next one begins as the version it changes.
        ask(get("/api/v1/library/" + code + "/draft"), 404);
        ask(
                post("/api/v1/library/drafts")
                        .content("{\"code\": \"%s\", \"from\": 1}".formatted(code)),
                201);
        assertThat(publish(1, 409).path("code").stringValue()).isEqualTo("library.nothingNew");
        save(1, form("乙"), 200);
        assertThat(publish(2, 201).path("version").intValue()).isEqualTo(2);
        assertThat(questionnaires.get(code, 1).question("q", Locale.CHINESE)).isEqualTo("甲");
        assertThat(questionnaires.latest(code).version()).isEqualTo(2);
        assertThatThrownBy(() ->
                        db.sql("UPDATE script.questionnaire SET note = 'x' WHERE code = :code")
                                .param("code", code)
                                .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void anAlarmCallsBackByAFormThatThereIs() throws Exception {
        begin(200);
        var alarm =
                form("甲")
                        .replace(
                                "\"boolean\",",
                                """
                                "boolean", "redFlag": [{"when": {"operator": "=", "answer": true}, "callBack": "complant",
                                                        "text": {"zh": "办", "en": "Act"}}],
                                """);
        var faults = save(1, alarm, 200).path("faults");
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).path("item").stringValue()).isEqualTo("q");
        assertThat(faults.get(0).path("message").stringValue())
                .contains("complant")
                .contains("complaint");
        publish(2, 422);
        assertThat(save(2, alarm.replace("complant", "complaint"), 200).path("faults")).isEmpty();
        publish(3, 201);
    }

    @Test
    void whoWritesOnAnOldDraftIsShownTheNewOne() throws Exception {
        begin(200);
        save(1, form("甲"), 200);
        var stale = save(1, form("乙"), 412);
        assertThat(stale.at("/current/version").intValue()).isEqualTo(2);
        assertThat(stale.at("/current/document/item/0/text/zh").stringValue()).isEqualTo("甲");
        assertThat(publish(1, 412).path("code").stringValue()).isEqualTo("library.stale");
        ask(put("/api/v1/library/" + code + "/draft").content(form("丙")), 428);
        ask(delete("/api/v1/library/" + code + "/draft").header("If-Match", "\"1\""), 412);
        assertThat(ask(get("/api/v1/library/" + code + "/draft"), 200).path("version").intValue())
                .isEqualTo(2);
    }

    @Test
    void ofManyWhoSaveTheSameVersionAtOnceOneWins() throws Exception {
        begin(200);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var tries = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 20; i++) {
            var words = "词" + i;
            tries.add(() -> {
                try {
                    library.change(code, 1, Documents.read(form(words)), me.id());
                    return true;
                } catch (Refusal stale) {
                    return false;
                }
            });
        }
        int won = 0;
        for (var one : threads.invokeAll(tries)) {
            won += one.get() ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
        threads.shutdown();
    }

    @Test
    void whatIsExportedCanBeImportedAndIsTheSame() throws Exception {
        for (var questionnaire : questionnaires.all()) {
            var at =
                    "/api/v1/library/"
                            + questionnaire.code()
                            + "/versions/"
                            + questionnaire.version();
            var file = ask(get(at + "/file"), 200).toString();
            assertThat(Documents.read(file))
                    .isEqualTo(
                            Documents.read(
                                    library.content(
                                            questionnaire.code(), questionnaire.version())));
            var moved = Documents.read(file).put("name", code).toString();
            var draft = ask(post("/api/v1/library/import").content(moved), 201);
            assertThat(draft.path("faults")).isEmpty();
            assertThat(
                            Difference.between(
                                            Documents.read(file),
                                            Documents.read(draft.path("document").toString()))
                                    .changes())
                    .isEmpty();
            discard();
        }
    }

    @Test
    void whatIsExportedAsFhirCanBeImportedAndIsTheSame() throws Exception {
        for (var questionnaire : questionnaires.all()) {
            var at =
                    "/api/v1/library/"
                            + questionnaire.code()
                            + "/versions/"
                            + questionnaire.version();
            var fhir = Documents.read(ask(get(at + "/file?format=fhir"), 200).toString());
            assertThat(fhir.path("title").isString()).isTrue();
            var draft =
                    ask(
                            post("/api/v1/library/import")
                                    .content(fhir.put("name", code).toString()),
                            201);
            assertThat(draft.path("faults")).isEmpty();
            assertThat(
                            Difference.between(
                                            Documents.read(
                                                    library.content(
                                                            questionnaire.code(),
                                                            questionnaire.version())),
                                            Documents.read(draft.path("document").toString()))
                                    .changes())
                    .as(questionnaire.code())
                    .isEmpty();
            discard();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1]",
                "{\"name\": \"x\"",
                "{\"name\": \"Not A Code\"}",
                "{\"name\": \"x\", \"name\": \"y\"}"
            })
    void whatIsNoQuestionnaireAtAllIsRefusedInWords(String text) throws Exception {
        var refused = ask(post("/api/v1/library/import").content(text), 422);
        assertThat(refused.path("detail").stringValue()).isNotBlank();
    }

    @Test
    void anImportNamesEveryItemItCannotAskAndKeepsNothing() throws Exception {
        var wrong =
                form("甲")
                        .replace("\"form\"", "\"" + code + "\"")
                        .replace("\"boolean\"", "\"attachment\"");
        var refused = ask(post("/api/v1/library/import").content(wrong), 422);
        assertThat(refused.path("errors").valueStream().map(e -> e.path("item").stringValue()))
                .contains("q");
        ask(get("/api/v1/library/" + code + "/draft"), 404);
    }

    @Test
    void aRetiredVersionIsNotAskedByAnyMoreButStillRead() throws Exception {
        publishOne("甲");
        publishOne("乙");
        library.retire(code, 2, "too long", me.id());
        assertThat(questionnaires.asking(code)).containsExactly(1);
        assertThat(questionnaires.latest(code).version()).isEqualTo(1);
        assertThat(questionnaires.get(code, 2).version()).isEqualTo(2);
        assertThatThrownBy(() -> library.retire(code, 2, "again", me.id()))
                .hasMessage("library.retiredBefore");
        library.retire(code, 1, "over", me.id());
        assertThat(questionnaires.all()).extracting(Questionnaire::code).doesNotContain(code);
        assertThatThrownBy(() -> db.sql("DELETE FROM script.retired").update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void ofWhatTheHouseItselfNeedsOneVersionStays() {
        library.retire("call-back", 1, "replaced", me.id());
        assertThatThrownBy(() -> library.retire("call-back", 2, "no need", me.id()))
                .hasMessage("library.lastOfHouse");
    }

    @Test
    void thereIsOneDraftOfEachQuestionnaire() throws Exception {
        begin(200);
        var there = begin(409);
        assertThat(there.path("detail").stringValue()).contains(me.name());
        discard();
        begin(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"NURSE", "PHYSICIAN", "ADMIN"})
    void onlyWhoMayWriteScriptsWrites(Role role) throws Exception {
        SignedIn.as(Members.of(role, staff, db))
                .asks(
                        mvc,
                        post("/api/v1/library/drafts")
                                .content("{\"code\": \"%s\"}".formatted(code)),
                        403);
    }

    @Test
    void theShelfTellsWhoPublishedWhatAndWhoWrites() throws Exception {
        publishOne("甲");
        begin(code, 1);
        var row =
                ask(get("/api/v1/library"), 200)
                        .valueStream()
                        .filter(r -> r.path("code").stringValue().equals(code))
                        .findFirst()
                        .orElseThrow();
        assertThat(row.at("/versions/0/by").stringValue()).isEqualTo(me.name());
        assertThat(row.at("/versions/0/note").stringValue()).isEqualTo("new");
        assertThat(row.at("/draft/changedBy").stringValue()).isEqualTo(me.name());
        var difference = ask(get("/api/v1/library/" + code + "/difference?from=1"), 200);
        assertThat(difference.path("changes")).isEmpty();
    }

    private void publishOne(String words) throws Exception {
        var versions = questionnaires.asking(code);
        if (versions.isEmpty()) {
            begin(200);
        } else {
            begin(code, versions.getFirst());
        }
        save(1, form(words), 200);
        publish(2, 201);
    }

    private void begin(String code, int from) throws Exception {
        ask(
                post("/api/v1/library/drafts")
                        .content("{\"code\": \"%s\", \"from\": %d}".formatted(code, from)),
                201);
    }

    private JsonNode begin(int status) throws Exception {
        return ask(
                post("/api/v1/library/drafts").content("{\"code\": \"%s\"}".formatted(code)),
                status == 200 ? 201 : status);
    }

    private void discard() throws Exception {
        var version =
                ask(get("/api/v1/library/" + code + "/draft"), 200).path("version").intValue();
        ask(
                delete("/api/v1/library/" + code + "/draft")
                        .header("If-Match", "\"" + version + "\""),
                204);
    }

    private JsonNode save(int version, String document, int status) throws Exception {
        return ask(
                put("/api/v1/library/" + code + "/draft")
                        .header("If-Match", "\"" + version + "\"")
                        .content(document),
                status);
    }

    private JsonNode publish(int version, int status) throws Exception {
        return ask(
                post("/api/v1/library/" + code + "/draft/publish")
                        .header("If-Match", "\"" + version + "\"")
                        .content("{\"note\": \"new\"}"),
                status);
    }

    private JsonNode ask(MockHttpServletRequestBuilder request, int status) throws Exception {
        return SignedIn.as(me).asks(mvc, request, status);
    }

    private static String form(String words) {
        return """
        {"resourceType": "Questionnaire", "name": "form", "version": 7, "status": "draft",
         "title": {"zh": "题", "en": "Form"},
         "item": [{"linkId": "q", "type": "boolean", "text": {"zh": "%s", "en": "Q"}}]}
        """
                .formatted(words);
    }
}
