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
import org.aftercall.transcript.engine.Engine;
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
    @Autowired Engines engines;
    @Autowired Told told;
    @Autowired Transcripts transcripts;
    @Autowired Transcripts.Writing writing;
    @Autowired TranscriptRows rows;
    @Autowired AgainRows again;
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
        db.sql("DELETE FROM transcript.relistening").update();
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
        assertThat(engines.house("en")).map(Engines::name).contains("a-small-en");
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
                "{\"text\":\"very fine\",\"version\":0,\"before\":\"fine\"}");
        var queued = supervisor.post("/speech/again", "{\"language\":\"en\"}");
        assertThat(queued.path("queued").intValue()).isEqualTo(1);
        assertThat(supervisor.get("/speech").path("again").intValue()).isEqualTo(1);
        assertThat(again.next(10)).containsExactly(old.recording());
        // Until it is done the old words stand.
        assertThat(supervisor.get("/transcripts?q=bleeding").path("items")).hasSize(1);
        writing.again(
                rows.of(old.recording()).orElseThrow(),
                new Interpreter.Result(
                        new Engine.Maker("vosk", "a-small-en", "en", false, null),
                        java.util.List.of(Told.said(1, Speaker.PATIENT, "the wound is better"))));
        assertThat(supervisor.get("/transcripts?q=bleeding").path("items")).isEmpty();
        assertThat(supervisor.get("/transcripts?q=better").path("items")).hasSize(1);
        // Who read it before corrects a sentence that is no longer there.
        assertThat(
                        supervisor.refused(
                                HttpMethod.PUT,
                                "/recordings/"
                                        + old.recording().value()
                                        + "/transcript/utterances/1",
                                "{\"text\":\"x\",\"version\":0,\"before\":\"the wound is bleeding\"}"))
                .isEqualTo(412);
        assertThat(cues.of(old.call())).isEmpty();
        assertThat(again.waiting()).isZero();
        assertThat(
                        supervisor
                                .post("/speech/again", "{\"language\":\"en\"}")
                                .path("queued")
                                .intValue())
                .isZero();
    }

    @Test
    void aCallIsListenedToAgainByWhomItsOwnListChose() throws Exception {
        var list = UUID.randomUUID();
        var here = told.talk("Cardiology", "hello", "fine");
        var there = told.talk("Cardiology", "hello", "fine");
        transcripts.know(here.call(), new Transcripts.About(list, null, null));
        choose("en", list, "b-big-en");
        db.sql("UPDATE transcript.transcript SET model = 'b-big-en'").update();
        // By the house's choice both would be others; by its list's own this one is as it should
        // be.
        assertThat(queued()).isEqualTo(1);
        assertThat(again.next(10)).containsExactly(there.recording());
    }

    @Test
    void progressIsToldAndWhatStillWaitsCanBeTakenBack() throws Exception {
        var one = told.talk("Cardiology", "hello", "fine");
        var two = told.talk("Cardiology", "hello", "fine");
        told.talk("Cardiology", "hello", "fine");
        assertThat(queued()).isEqualTo(3);
        writing.again(
                rows.of(one.recording()).orElseThrow(),
                new Interpreter.Result(
                        new Engine.Maker("vosk", "a-small-en", "en", false, null),
                        java.util.List.of(Told.said(1, Speaker.PATIENT, "better"))));
        again.leave(rows.of(two.recording()).orElseThrow().id());
        var lot = supervisor.get("/speech").path("lots").path(0);
        assertThat(lot.path("total").intValue()).isEqualTo(3);
        assertThat(lot.path("done").intValue()).isEqualTo(1);
        assertThat(lot.path("left").intValue()).isEqualTo(1);
        assertThat(lot.path("waiting").intValue()).isEqualTo(1);
        var stopped = supervisor.delete("/speech/again");
        assertThat(stopped.path("again").intValue()).isZero();
        assertThat(stopped.path("lots").path(0).path("stopped").intValue()).isEqualTo(1);
        assertThat(stopped.path("lots").path(0).path("done").intValue()).isEqualTo(1);
    }

    private int queued() throws Exception {
        return supervisor.post("/speech/again", "{\"language\":\"en\"}").path("queued").intValue();
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
