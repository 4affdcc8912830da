package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.kernel.DataScope;
import org.aftercall.recording.Redactions;
import org.aftercall.recording.media.Bleep;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.transcript.engine.Engine;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** What is written, masked and corrected in a transcript, by who reads it. */
@ApplicationModuleTest(
        value = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
        extraIncludes = {"staff", "kernel"})
@AutoConfigureMockMvc
@TestPropertySource(properties = "aftercall.call.sweep-every=1h")
@Import({FakeWorld.class, Told.class})
class HidingTests {
    private static final String NUMBER = "我 的 电话 幺 三 八 零 零 零 零 零 零 零 零 体温 三 十 八 度 五";

    @Autowired Told told;
    @Autowired Redactions redactions;
    @Autowired JdbcClient db;

    private final Asking nurse;
    private final Asking supervisor;

    HidingTests(@Autowired MockMvc mvc) {
        nurse = new Asking(mvc, SignedIn.as(Role.NURSE, DataScope.of(Set.of("Cardiology"))));
        supervisor = new Asking(mvc, SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING));
    }

    @Test
    void aTelephoneNumberIsDotsForTheNurseAndWordsForTheSupervisor() throws Exception {
        var talk = told.talk("Cardiology", "您好", NUMBER);
        var hers = nurse.get(transcript(talk));
        assertThat(hers.path("masked").booleanValue()).isTrue();
        var sentence = hers.path("utterances").get(1);
        assertThat(sentence.path("text").stringValue()).contains("●●●").doesNotContain("八零");
        assertThat(sentence.path("words").toString()).doesNotContain("幺");
        assertThat(sentence.path("written").toString()).contains("38.5 ℃").doesNotContain("138");
        var whole = supervisor.get(transcript(talk));
        assertThat(whole.path("masked").booleanValue()).isFalse();
        sentence = whole.path("utterances").get(1);
        assertThat(sentence.path("text").stringValue()).contains("幺三八");
        assertThat(sentence.path("secrets").get(0).path("kind").stringValue()).isEqualTo("PHONE");
        assertThat(detail()).isEqualTo("unmasked");
    }

    @Test
    void theRecordingIsToldWhatNotEverybodyMayHear() {
        var talk = told.talk("Cardiology", "您好", NUMBER);
        assertThat(redactions.bleeps(talk.recording()))
                .containsExactly(new Bleep(1300 - Bleep.MARGIN_MS, 2400 + Bleep.MARGIN_MS));
    }

    @Test
    void whereTheTimesOfWordsAreAGuessTheWholeSentenceIsNotHeard() {
        var talk = told.talk("Cardiology", "hello", "there");
        db.sql("UPDATE transcript.transcript SET state = 'WAITING' WHERE recording_id = :id")
                .param("id", talk.recording().value())
                .update();
        db.sql(
                        "DELETE FROM transcript.utterance u USING transcript.transcript t WHERE t.id = u.transcript_id AND t.recording_id = :id")
                .param("id", talk.recording().value())
                .update();
        told.by(
                new Engine.Maker("whisper", "large", "zh", false, null),
                talk.recording(),
                "您好",
                NUMBER);
        int end = NUMBER.split(" ").length * 100;
        assertThat(redactions.bleeps(talk.recording()))
                .containsExactly(new Bleep(1000 - Bleep.MARGIN_MS, 1000 + end + Bleep.MARGIN_MS));
    }

    @Test
    void nobodyFindsAPersonByHisNumber() throws Exception {
        told.talk("Cardiology", "您好", NUMBER);
        assertThat(supervisor.get("/transcripts?q=幺三八零").path("items")).isEmpty();
        var hit = supervisor.get("/transcripts?q=我的电话").path("items").get(0);
        assertThat(hit.path("excerpt").stringValue()).contains("●●●").doesNotContain("零零");
    }

    @Test
    void theFiguresOfTheTalkComeWithIt() throws Exception {
        var talk = told.talk("Cardiology", "how are you today", "fine");
        var figures = nurse.get(transcript(talk)).path("figures");
        assertThat(figures.path("nurse").path("talkMs").intValue()).isEqualTo(400);
        assertThat(figures.path("silenceMs").intValue()).isEqualTo(600);
    }

    @Test
    void aCorrectionIsFoundKeepsItsTimesAndWhatWasThereBefore() throws Exception {
        var talk = told.talk("Cardiology", "how are you", "i have a head egg today");
        var path = transcript(talk) + "/utterances/1";
        var view = nurse.put(path, form("i have a headache today", 0, "i have a head egg today"));
        var words = view.path("utterances").get(1).path("words");
        assertThat(words.get(3).path("w").stringValue()).isEqualTo("headache");
        assertThat(words.get(3).path("s").intValue()).isEqualTo(1300);
        assertThat(words.get(3).path("c").doubleValue()).isEqualTo(1);
        assertThat(words.get(4).path("s").intValue()).isEqualTo(1500);
        assertThat(view.path("utterances").get(1).path("version").intValue()).isEqualTo(1);
        assertThat(nurse.get("/transcripts?q=headache").path("items")).hasSize(1);
        assertThat(nurse.get("/transcripts?q=egg").path("items")).isEmpty();
        nurse.put(path, form("i have a bad headache", 1, "i have a headache today"));
        var history = nurse.get(path + "/history");
        assertThat(history)
                .extracting(o -> o.path("text").stringValue())
                .containsExactly("i have a headache today", "i have a head egg today");
        // Somebody who read the first version does not overwrite the second.
        assertThat(nurse.refused(HttpMethod.PUT, path, form("x", 1, "i have a headache today")))
                .isEqualTo(412);
    }

    @Test
    void whatIsHiddenFromHerSheDoesNotOverwrite() throws Exception {
        var talk = told.talk("Cardiology", "您好", NUMBER);
        var path = transcript(talk) + "/utterances/1";
        assertThat(nurse.refused(HttpMethod.PUT, path, "{\"text\":\"好\",\"version\":0}"))
                .isEqualTo(403);
        assertThat(nurse.refused(HttpMethod.PUT, path, "{\"text\":\" \",\"version\":0}"))
                .isEqualTo(422);
        var elsewhere = told.talk("Surgery", "hello", "there");
        assertThat(
                        nurse.refused(
                                HttpMethod.PUT,
                                transcript(elsewhere) + "/utterances/1",
                                "{\"text\":\"x\",\"version\":0}"))
                .isEqualTo(403);
        var said = supervisor.get(transcript(talk)).path("utterances").get(1).path("text");
        supervisor.put(path, form("我的电话不说", 0, said.stringValue()));
        assertThat(redactions.bleeps(talk.recording())).isEmpty();
    }

    private static String form(String text, int version, String before) {
        return "{\"text\":\"%s\",\"version\":%d,\"before\":\"%s\"}"
                .formatted(text, version, before);
    }

    private static String transcript(Told.Talk talk) {
        return "/recordings/" + talk.recording().value() + "/transcript";
    }

    private String detail() {
        return db.sql(
                        "SELECT detail FROM audit.access WHERE action = 'transcript.read' ORDER BY seq DESC LIMIT 1")
                .query(String.class)
                .single();
    }
}
