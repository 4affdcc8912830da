package org.aftercall.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.dialer.Dialer;
import org.aftercall.patient.Patients;
import org.aftercall.staff.SignedIn;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a nurse is told before she presses the dial key. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/BeforeDialingTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class BeforeDialingTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired MockMvc mvc;
    @Autowired Ward ward;
    @Autowired Patients patients;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;
    @Autowired Dialer dialer;

    private StaffMember me;
    private Ward.Owed owed;

    @BeforeEach
    void sheHasAPatientInHand() {
        ward.opens();
        me = ward.nurse();
        owed = ward.owed();
        ward.claim(me, owed);
    }

    @Test
    void theKeyWorksAndTheCountsAreTold() throws Exception {
        var key = key();
        assertThat(key.at("/works").asBoolean()).isTrue();
        assertThat(key.at("/attempt").asInt()).isOne();
        assertThat(key.at("/maxAttempts").asInt()).isEqualTo(4);
        assertThat(key.at("/reasons").size()).isZero();
    }

    @Test
    void outsideTheHoursTheKeyIsOffUntilTheyBegin() throws Exception {
        clock.set(Ward.MORNING.plus(Duration.ofHours(12)));
        ward.claim(me, owed);
        var reason = only(key());
        assertThat(reason.at("/code").asString()).isEqualTo("windowClosed");
        assertThat(reason.at("/until").asString())
                .isEqualTo(Ward.MORNING.plus(Duration.ofHours(23)).toString());
        assertThat(reason.at("/text").asString())
                .isEqualTo(
                        "Outside the hours at which this patient may be called, until 11-24 09:00");
    }

    @Test
    void whoWasCalledOftenEnoughRestsUntilTheFirstOfThemIsADayOld() throws Exception {
        db.sql("UPDATE worklist.house_rule SET per_day = 2").update();
        try {
            called();
            clock.advance(Duration.ofHours(1));
            called();
            ward.claim(me, owed);
            var key = key();
            var reason = only(key);
            assertThat(reason.at("/code").asString()).isEqualTo("cappedDay");
            assertThat(reason.at("/text").asString())
                    .isEqualTo(
                            "Called 2 times within 24 hours, which is the cap, until 11-24 10:00");
            assertThat(key.at("/today").asInt()).isEqualTo(2);
            assertThat(key.at("/attempt").asInt()).isEqualTo(3);
        } finally {
            db.sql("UPDATE worklist.house_rule SET per_day = 4").update();
        }
    }

    @Test
    void whoAskedNotToBeCalledIsNotAndNoTimeMendsThat() throws Exception {
        patients.doNotCall(owed.patient(), "said so");
        var reason = only(key());
        assertThat(reason.at("/code").asString()).isEqualTo("doNotCall");
        assertThat(reason.at("/until").isNull()).isTrue();
    }

    @Test
    void whoseMachineHasItsMessageOfTheDayIsLeftNoOther() throws Exception {
        assertThat(key().at("/messageLeft").asBoolean()).isFalse();
        var attempt = ward.dial(me, owed);
        ward.talks(attempt.call());
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        dialer.settle(attempt.id(), Disposition.VOICEMAIL_LEFT, null);
        clock.advance(Duration.ofHours(23));
        assertThat(key().at("/messageLeft").asBoolean()).isTrue();
        clock.advance(Duration.ofHours(2));
        assertThat(key().at("/messageLeft").asBoolean()).isFalse();
    }

    private void called() {
        var attempt = ward.dial(me, owed);
        ward.talks(attempt.call());
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        dialer.settle(attempt.id(), Disposition.INTERRUPTED, null);
    }

    private static JsonNode only(JsonNode key) {
        assertThat(key.at("/works").asBoolean()).isFalse();
        assertThat(key.at("/reasons").size()).as(key.toString()).isOne();
        return key.at("/reasons/0");
    }

    private JsonNode key() throws Exception {
        var answer =
                mvc.perform(
                                get("/api/v1/tasks/" + owed.task().value() + "/dial-key")
                                        .header("Accept-Language", "en")
                                        .with(SignedIn.as(me)))
                        .andReturn()
                        .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return JSON.readTree(answer.getContentAsString(UTF_8));
    }
}
