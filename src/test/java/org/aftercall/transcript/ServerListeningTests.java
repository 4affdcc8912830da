package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.aftercall.FakeWorld;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Finding;
import org.aftercall.transcript.whisper.WhisperPeer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A server beside Vosk, over a real socket, on talks that went through the whole house. */
@ApplicationModuleTest(mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES)
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ServerListeningTests/tapes",
            "aftercall.speech.models=storage/models",
            "aftercall.speech.server.model=large-v3",
            "aftercall.speech.server.languages=en",
            "aftercall.speech.server.timeout=1m",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Spoken.class})
class ServerListeningTests {
    private static final WhisperPeer PEER = peer();

    @Autowired Transcripts transcripts;
    @Autowired Models models;
    @Autowired Engines engines;
    @Autowired Spoken spoken;
    @Autowired JdbcClient db;

    private static WhisperPeer peer() {
        try {
            return new WhisperPeer();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void where(DynamicPropertyRegistry registry) {
        registry.add("aftercall.speech.server.url", PEER::url);
    }

    @AfterAll
    static void itGoes() {
        PEER.close();
    }

    @BeforeEach
    void everybodyListens() {
        db.sql("DELETE FROM transcript.choice").update();
        PEER.listens();
        PEER.forms.clear();
    }

    @Test
    void itListensWhereOnlyADemoModelWouldAndItsNameStands() throws Exception {
        var call = recorded("en");
        spoken.awaited(call, "READY");
        assertThat(spoken.summary(call).engine()).isEqualTo("whisper");
        assertThat(spoken.summary(call).model()).isEqualTo("large-v3");
        assertThat(spoken.summary(call).demo()).isFalse();
        assertThat(spoken.said(call, Speaker.NURSE)).contains("how are you feeling today");
        assertThat(spoken.said(call, Speaker.PATIENT)).contains("feeling much better");
        // A side a form, and neither hears the other.
        assertThat(PEER.forms).hasSize(2);
    }

    @Test
    void aLanguageThatIsNotItsOwnIsLeftToVosk() throws Exception {
        var call = recorded("zh");
        spoken.awaited(call, "READY");
        assertThat(spoken.summary(call).engine()).isEqualTo("vosk");
        assertThat(PEER.forms).isEmpty();
    }

    @Test
    void theLanguageIsFoundByVoskAndThenTheServerListens() throws Exception {
        var call = recorded(null);
        spoken.awaited(call, "READY");
        assertThat(spoken.summary(call).engine()).isEqualTo("whisper");
        assertThat(PEER.forms).allSatisfy(f -> assertThat(f).containsEntry("language", "en"));
    }

    @Test
    void whatItDoesNotAnswerWaitsAndIsHeardWhenItDoes() throws Exception {
        PEER.answers(503, "loading");
        var call = recorded("en");
        spoken.awaited(call, "NO_SERVER");
        assertThat(transcripts.waiting()).isPositive();
        // However often it fails, the recording is not given up.
        for (int i = 0; i < 8; i++) {
            PEER.forms.clear();
            spoken.tryNow(call);
            asked();
        }
        assertThat(spoken.summary(call).state()).isEqualTo("NO_SERVER");
        PEER.answers(200, "{\"segments\": 7}");
        PEER.forms.clear();
        spoken.tryNow(call);
        asked();
        assertThat(spoken.summary(call).state()).isEqualTo("NO_SERVER");
        PEER.listens();
        spoken.tryNow(call);
        spoken.awaited(call, "READY");
        assertThat(spoken.said(call, Speaker.PATIENT)).contains("feeling much better");
    }

    @Test
    void whoWaitsForASlowAnswerHoldsUpNobodyElse() throws Exception {
        PEER.fallsSilent();
        var slow = recorded("en");
        asked();
        var other = recorded("zh");
        spoken.awaited(other, "READY");
        assertThat(spoken.summary(slow).state()).isEqualTo("WAITING");
        PEER.breaksOff();
        spoken.awaited(slow, "NO_SERVER");
    }

    @Test
    void anotherChoiceHasVoskHearWhatWaited() throws Exception {
        PEER.answers(500, "");
        var call = recorded("en");
        spoken.awaited(call, "NO_SERVER");
        models.choose(new Models.Choice("en", null, "demo-en"));
        spoken.tryNow(call);
        spoken.awaited(call, "READY");
        assertThat(spoken.summary(call).engine()).isEqualTo("vosk");
        models.choose(new Models.Choice("en", null, "whisper"));
        PEER.listens();
        var next = recorded("en");
        spoken.awaited(next, "READY");
        assertThat(spoken.summary(next).engine()).isEqualTo("whisper");
    }

    @Test
    void theDoctorTellsWhetherItReallyListens() {
        assertThat(doctor().verdict()).isEqualTo(Finding.Verdict.PASS);
        assertThat(doctor().detail()).isEqualTo("large-v3 for en");
        PEER.answers(200, "<html>Welcome to nginx</html>");
        assertThat(doctor().verdict()).isEqualTo(Finding.Verdict.WARN);
        assertThat(doctor().fix()).contains("aftercall.speech.server.url");
    }

    private static void asked() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !PEER.forms.isEmpty());
    }

    private Finding doctor() {
        return engines.look().getFirst();
    }

    private CallId recorded(@Nullable String language) throws Exception {
        return spoken.recorded(Spoken.prompts(language == null ? "en" : language, 2), language);
    }
}
