package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.aftercall.FakeWorld;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.transcript.vosk.SpeechModel;
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

/** Which model listens, and to whom it listens again. */
@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.call.sweep-every=1h",
            "aftercall.speech.models=target/var/ChoosingTests/models"
        })
@Import({FakeWorld.class, Told.class})
class ChoosingTests {
    private static final Path HOME = Path.of("target/var/ChoosingTests/models");

    @Autowired Models models;
    @Autowired Told told;
    @Autowired Transcripts transcripts;
    @Autowired Transcripts.Writing writing;
    @Autowired TranscriptRows rows;
    @Autowired Cues cues;
    @Autowired JdbcClient db;

    private final Asking supervisor;

    ChoosingTests(@Autowired MockMvc mvc) {
        supervisor = new Asking(mvc, SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING));
    }

    /** Nobody listens with them here: a folder with the heart of a model is one to choose. */
    @BeforeEach
    void threeModels() throws IOException {
        for (var name : java.util.List.of("a-small-en", "b-big-en", "c-small-cn")) {
            Files.createDirectories(HOME.resolve(name).resolve("am"));
            Files.writeString(HOME.resolve(name).resolve("am/final.mdl"), "");
        }
        db.sql("DELETE FROM transcript.choice").update();
        db.sql("TRUNCATE transcript.transcript CASCADE").update();
    }

    @Test
    void aListsOwnChoiceGoesBeforeTheHouses() throws Exception {
        var list = UUID.randomUUID();
        var here = told.talk("Cardiology", "hello").call();
        var there = told.talk("Cardiology", "hello").call();
        transcripts.know(here, new Transcripts.About(list, null, null));
        assertThat(name("en", here)).isEqualTo("a-small-en");
        choose("en", null, "b-big-en");
        assertThat(name("en", here)).isEqualTo("b-big-en");
        choose("en", list, "a-small-en");
        assertThat(name("en", here)).isEqualTo("a-small-en");
        assertThat(name("en", there)).isEqualTo("b-big-en");
        assertThat(name("zh", here)).isEqualTo("c-small-cn");
        supervisor.put("/speech/choice", "{\"language\":\"en\",\"worklist\":\"" + list + "\"}");
        assertThat(name("en", here)).isEqualTo("b-big-en");
    }

    @Test
    void whatIsGoneIsNotListenedWith() throws Exception {
        choose("en", null, "b-big-en");
        Files.delete(HOME.resolve("b-big-en/am/final.mdl"));
        assertThat(models.house("en")).map(SpeechModel::name).contains("a-small-en");
    }

    @Test
    void aModelOfAnotherLanguageOrNoneIsRefused() throws Exception {
        assertThat(refused("{\"language\":\"en\",\"model\":\"c-small-cn\"}")).isEqualTo(422);
        assertThat(refused("{\"language\":\"fr\",\"model\":\"a-small-en\"}")).isEqualTo(422);
        assertThat(refused("{}")).isEqualTo(422);
    }

    @Test
    void oldCallsAreListenedToAgainButNotWhatAPersonCorrected() throws Exception {
        var old = told.talk("Cardiology", "how are you", "the wound is bleeding");
        var corrected = told.talk("Cardiology", "hello", "fine");
        supervisor.put(
                "/recordings/" + corrected.recording().value() + "/transcript/utterances/1",
                "{\"text\":\"very fine\",\"version\":0}");
        var queued = supervisor.post("/speech/again", "{\"language\":\"en\"}");
        assertThat(queued.path("queued").intValue()).isEqualTo(1);
        assertThat(supervisor.get("/speech").path("again").intValue()).isEqualTo(1);
        assertThat(rows.toMakeAgain(10)).containsExactly(old.recording());
        // Until it is done the old words stand.
        assertThat(supervisor.get("/transcripts?q=bleeding").path("items")).hasSize(1);
        writing.again(
                rows.of(old.recording()).orElseThrow(),
                new Interpreter.Result(
                        new SpeechModel("a-small-en", "en", false, HOME),
                        java.util.List.of(Told.said(1, Speaker.PATIENT, "the wound is better"))));
        assertThat(supervisor.get("/transcripts?q=bleeding").path("items")).isEmpty();
        assertThat(supervisor.get("/transcripts?q=better").path("items")).hasSize(1);
        assertThat(cues.of(old.call())).isEmpty();
        assertThat(rows.waitingAgain()).isZero();
        assertThat(
                        supervisor
                                .post("/speech/again", "{\"language\":\"en\"}")
                                .path("queued")
                                .intValue())
                .isZero();
    }

    private String name(String language, org.aftercall.call.CallId call) {
        return models.of(language, call).orElseThrow().name();
    }

    private void choose(String language, @org.jspecify.annotations.Nullable UUID list, String model)
            throws Exception {
        supervisor.put(
                "/speech/choice",
                "{\"language\":\"%s\",\"worklist\":%s,\"model\":\"%s\"}"
                        .formatted(language, list == null ? "null" : "\"" + list + "\"", model));
    }

    private int refused(String body) throws Exception {
        return supervisor.refused(HttpMethod.PUT, "/speech/choice", body);
    }
}
