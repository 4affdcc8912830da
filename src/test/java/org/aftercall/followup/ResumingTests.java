package org.aftercall.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Objects;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A talk that broke off goes on where it broke off. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ResumingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.escalation-look-every=1h"
        })
@Import({FakeWorld.class, Ward.class, RedFlagCall.class})
class ResumingTests {
    private static final String SOON = "PT10M";

    @Autowired RedFlagCall talk;
    @Autowired Ward ward;
    @Autowired FollowUps followUps;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    @BeforeEach
    void theLineBreaksInTheInterview() throws Exception {
        talk.begins();
        talk.answer("\"feeling\": \"BETTER\", \"pain\": 2, \"fever\": false");
        breaksOff();
    }

    @Test
    void theNextRecordBeginsWithWhatWasAnsweredAndSaysFromWhere() throws Exception {
        var broken = read();
        redials(SOON);
        var view = view();
        assertThat(view.path("answers").propertyNames())
                .contains("feeling", "pain", "fever")
                .doesNotContain("who", "identity", "recording");
        var resumed = view.path("resumed");
        assertThat(resumed.path("record").stringValue()).isEqualTo(broken.id().value().toString());
        assertThat(resumed.path("openQuestion").stringValue())
                .isEqualTo(broken.axes().openQuestion());
        assertThat(resumed.path("answers").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("feeling", "pain", "fever");
        assertThat(view.path("told").isEmpty()).isTrue();
    }

    @Test
    void untilItIsKnownToBeHimNothingOfItCounts() throws Exception {
        redials(SOON);
        ward.talks(talk.call);
        var record = read();
        assertThat(followUps.suggest(record).orElseThrow().completion())
                .isEqualTo(Completion.NOT_STARTED);
        talk.answer("\"chest\": false");
        assertThat(followUps.suggest(read()).orElseThrow().completion())
                .isEqualTo(Completion.PARTIAL);
    }

    @Test
    void whatHeSaysNowIsOfThisTalkAndTheBrokenRecordStays() throws Exception {
        var broken = read();
        redials(SOON);
        ward.talks(talk.call);
        clock.advance(Duration.ofSeconds(20));
        talk.answer("\"pain\": 5");
        var view = view();
        assertThat(view.at("/answers/pain").intValue()).isEqualTo(5);
        assertThat(view.at("/told/pain/fromMs").longValue()).isEqualTo(20_000);
        assertThat(view.at("/resumed/answers").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("feeling", "fever");
        // Taken back in this talk: it is this talk's own word all the same.
        talk.save("{\"answers\": {\"pain\": 2}}");
        assertThat(view().at("/resumed/answers").toString()).doesNotContain("pain");
        assertThat(followUps.find(broken.id())).contains(broken);
    }

    @Test
    void whatIsSignedSaysWhichAnswersAreOfTheTalkBefore() throws Exception {
        redials(SOON);
        ward.talks(talk.call);
        talk.answer("\"chest\": false");
        breaksOff();
        var signed = read();
        assertThat(Objects.requireNonNull(signed.resumed()).answers())
                .containsExactlyInAnyOrder("feeling", "pain", "fever");
        // Broken off once more, the third goes on with all of it.
        redials(SOON);
        assertThat(Objects.requireNonNull(read().resumed()).record()).isEqualTo(signed.id());
        assertThat(read().answers()).containsKeys("feeling", "pain", "fever", "chest");
    }

    @Test
    void aTryThatReachedNobodyBetweenLosesNothing() throws Exception {
        redials(SOON);
        ward.rings(talk.call);
        ward.ends(talk.call, LineResult.BUSY, 17);
        await().atMost(Duration.ofSeconds(20)).until(() -> read().signed());
        assertThat(read().answers()).isEmpty();
        redials("PT2H");
        assertThat(read().answers()).containsKeys("feeling", "pain", "fever");
    }

    @Test
    void anAlarmOfTheBrokenTalkIsNotRaisedTwiceButAWorseAnswerIs() throws Exception {
        redials(SOON);
        ward.talks(talk.call);
        talk.answer("\"medicines.have\": \"SOME\"");
        assertThat(talk.escalations(talk.me)).hasSize(1);
        breaksOff();
        var before = all();
        redials(SOON);
        ward.talks(talk.call);
        talk.answer("\"chest\": false");
        breaksOff();
        redials(SOON);
        ward.talks(talk.call);
        talk.answer("\"wound\": \"CLEAN\"");
        assertThat(talk.escalations(talk.me)).isEmpty();
        assertThat(all()).isEqualTo(before);
        talk.answer("\"pain\": 9");
        assertThat(talk.escalations(talk.me)).isNotEmpty();
    }

    @Test
    void whatWasSaidADayAgoIsAskedAnew() {
        redials("PT25H");
        assertThat(read().resumed()).isNull();
        assertThat(read().answers()).doesNotContainKeys("feeling", "pain", "fever");
    }

    private void breaksOff() throws Exception {
        ward.ends(talk.call, LineResult.ANSWERED, 16);
        talk.sign();
    }

    /** In the meantime nothing but time passes. */
    private void redials(String later) {
        clock.advance(Duration.parse(later));
        talk.dials(talk.owed);
    }

    private FollowUp read() {
        return followUps.find(new FollowUpId(talk.record)).orElseThrow();
    }

    private JsonNode view() throws Exception {
        return talk.send(get("/api/v1/records/" + talk.record), talk.me, 200);
    }

    private int all() {
        return db.sql("SELECT count(*) FROM followup.escalation").query(Integer.class).single();
    }
}
