package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.kernel.DataScope;
import org.aftercall.recording.Speech;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.transcript.vosk.SpeechModels;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;

/** The house's own words: edited at the door, heard from the next call on. */
@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/VocabularyTests/tapes",
            "aftercall.speech.models=storage/models",
            "aftercall.speech.boosted-models=target/var/VocabularyTests/boosted",
            // Nobody is there; it is never asked to listen.
            "aftercall.speech.server.url=http://127.0.0.1:9",
            "aftercall.speech.server.languages=en",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Spoken.class})
class VocabularyTests {
    private static final Speech.Line SENTENCE =
            new Speech.Line("体重轻了三公斤", "ti3zhong4 qing1 le5 san1 gong1jin1");

    @Autowired Spoken spoken;
    @Autowired Vocabulary vocabulary;
    @Autowired SpeechModels models;
    @Autowired CaptionHouse captions;
    @Autowired JdbcClient db;

    private final Asking nurse;
    private final Asking quality;
    private final Asking supervisor;

    VocabularyTests(@Autowired MockMvc mvc) {
        nurse = new Asking(mvc, SignedIn.as(Role.NURSE, DataScope.of(Set.of("Cardiology"))));
        quality = new Asking(mvc, SignedIn.as(Role.QUALITY, DataScope.EVERYTHING));
        supervisor = new Asking(mvc, SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING));
    }

    @BeforeEach
    void noListYet() {
        db.sql("DELETE FROM transcript.vocabulary").update();
    }

    @Test
    void aListThatIsSavedIsHeardFromTheNextCallOnAndInOldOnesWhenAskedFor() throws Exception {
        var before = spoken.recorded(talk(), "zh");
        assertThat(spoken.said(before, Speaker.NURSE)).contains("体重请了三公斤");
        save(0, word("OTHER", "zh", "体重轻"));
        var after = spoken.recorded(talk(), "zh");
        assertThat(spoken.said(after, Speaker.NURSE)).contains("体重轻了三公斤");
        // What was heard with the list already is not heard again.
        assertThat(
                        supervisor
                                .post("/speech/again", "{\"language\":\"zh\"}")
                                .path("queued")
                                .intValue())
                .isEqualTo(1);
        spoken.sweep();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> spoken.said(before, Speaker.NURSE).contains("体重轻了"));
        assertThat(
                        supervisor
                                .post("/speech/again", "{\"language\":\"zh\"}")
                                .path("queued")
                                .intValue())
                .isZero();
    }

    @Test
    void captionsListenForItFromTheNextSentenceOn() throws Exception {
        var english = models.forLanguage("en").orElseThrow();
        assertThat(captions.now(english)).isEqualTo(english);
        save(0, word("PERSON", "en", "Davis"));
        // Nobody waits while the copy is made.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !captions.now(english).equals(english));
        assertThat(captions.now(english).name()).isEqualTo("demo-en");
    }

    @Test
    void whoCanHearWhatIsToldByNameBeforeAnythingIsSaved() throws Exception {
        var tried =
                supervisor.post(
                        "/vocabulary/trial",
                        "{\"words\":[%s,%s,%s,%s]}"
                                .formatted(
                                        word("PERSON", "en", "Davis"),
                                        word("MEDICINE", "en", "Atorvastatin"),
                                        word("MEDICINE", "zh", "阿司匹林"),
                                        word("MEDICINE", "zh", "阿托伐他汀钙")));
        assertThat(use(tried, "demo-en", "en").path("means").stringValue()).isEqualTo("GRAPH");
        assertThat(texts(use(tried, "demo-en", "en").path("unknown")))
                .containsExactly("Atorvastatin");
        assertThat(texts(use(tried, "demo-zh", "zh").path("unknown"))).containsExactly("阿托伐他汀钙");
        assertThat(use(tried, "whisper", "en").path("means").stringValue()).isEqualTo("PROMPT");
        assertThat(supervisor.get("/vocabulary").path("version").intValue()).isZero();
    }

    @Test
    void whatFindsNoRoomInAPromptIsNamed() throws Exception {
        var many = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            many.add(word("MEDICINE", "en", "Atorvastatin " + i));
        }
        var tried =
                supervisor.post(
                        "/vocabulary/trial", "{\"words\":[" + String.join(",", many) + "]}");
        var left = texts(use(tried, "whisper", "en").path("left"));
        assertThat(left).hasSizeBetween(10, 40).startsWith("Atorvastatin " + (60 - left.size()));
    }

    @Test
    void everyFaultIsNamedByItsPlaceAndNothingIsSaved() throws Exception {
        var answer =
                supervisor.send(
                        HttpMethod.PUT,
                        "/vocabulary",
                        "{\"basedOn\":0,\"words\":[%s,%s,%s,%s,null]}"
                                .formatted(
                                        word("PERSON", "en", "Davis"),
                                        word("PERSON", "en", "davis "),
                                        word("DRUG", "fr", "Aspirin"),
                                        word("OTHER", "en", "<b>")));
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                .contains("/words/1/text", "/words/2/sort", "/words/2/language", "/words/3/text")
                .contains("/words/4/text")
                .doesNotContain("/words/0", "???");
        assertThat(vocabulary.current().version()).isZero();
        assertThat(supervisor.refused(HttpMethod.PUT, "/vocabulary", "{\"basedOn\":0}"))
                .isEqualTo(422);
        assertThat(
                        supervisor.refused(
                                HttpMethod.PUT,
                                "/vocabulary",
                                "{\"basedOn\":0,\"words\":[],\"note\":\"%s\"}"
                                        .formatted("x".repeat(201))))
                .isEqualTo(422);
    }

    @Test
    void everyListIsAVersionAndNobodyOverwritesAnother() throws Exception {
        save(0, word("PERSON", "en", "Davis"));
        save(1, word("PERSON", "en", "Davis"), word("PLACE", "zh", "心内科"));
        assertThat(
                        supervisor.refused(
                                HttpMethod.PUT, "/vocabulary", "{\"basedOn\":1,\"words\":[]}"))
                .isEqualTo(412);
        assertThat(supervisor.get("/vocabulary").path("words")).hasSize(2);
        assertThat(supervisor.get("/vocabulary/versions")).hasSize(2);
        assertThat(supervisor.get("/vocabulary/versions/1").path("words")).hasSize(1);
        assertThat(supervisor.refused(HttpMethod.GET, "/vocabulary/versions/9", null))
                .isEqualTo(404);
    }

    @Test
    void theQualityTeamChangesItAndANurseDoesNot() throws Exception {
        quality.put("/vocabulary", "{\"basedOn\":0,\"words\":[],\"note\":\"none yet\"}");
        assertThat(quality.get("/vocabulary").path("note").stringValue()).isEqualTo("none yet");
        assertThat(nurse.refused(HttpMethod.GET, "/vocabulary", null)).isEqualTo(403);
        assertThat(nurse.refused(HttpMethod.PUT, "/vocabulary", "{\"basedOn\":1,\"words\":[]}"))
                .isEqualTo(403);
        assertThat(vocabulary.current().version()).isOne();
    }

    private static Speech.Talk talk() throws Exception {
        return Spoken.talk(
                "cmn-latn-pinyin", List.of(SENTENCE), Speech.prompt("patient-zh").subList(0, 1));
    }

    private void save(int basedOn, String... words) throws Exception {
        supervisor.put(
                "/vocabulary",
                "{\"basedOn\":%d,\"words\":[%s]}".formatted(basedOn, String.join(",", words)));
    }

    private static String word(String sort, String language, String text) {
        return "{\"sort\":\"%s\",\"language\":\"%s\",\"text\":\"%s\"}"
                .formatted(sort, language, text);
    }

    private static JsonNode use(JsonNode tried, String name, String language) {
        return tried.valueStream()
                .filter(u -> u.path("name").stringValue().equals(name))
                .filter(u -> u.path("language").stringValue().equals(language))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
