package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.Ward;
import org.aftercall.dialer.Lately;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.AfterEach;
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

/** What a supervisor sees of a predictive list's last half hour. */
@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/PacingViewTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
@Import({FakeWorld.class, Ward.class, Lately.class})
class PacingViewTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired MockMvc mvc;
    @Autowired Ward ward;
    @Autowired Lately lately;
    @Autowired Worklists worklists;
    @Autowired JdbcClient db;

    @BeforeEach
    void aPredictiveList() {
        ward.opens();
        lately.nothing();
        db.sql("UPDATE worklist.worklist SET mode = 'PREDICTIVE', max_abandon_percent = 1")
                .update();
    }

    @AfterEach
    void asBefore() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
    }

    @Test
    void beforeTheFirstAnswerThereIsNoRate() throws Exception {
        var pacing = read("/api/v1/worklists/" + list() + "/pacing", DataScope.EVERYTHING);
        assertThat(pacing.at("/mode").asString()).isEqualTo("PREDICTIVE");
        assertThat(pacing.at("/effective").asString()).isEqualTo("PROGRESSIVE");
        assertThat(pacing.at("/why/code").asString()).isEqualTo("tooFewAnswers");
        assertThat(pacing.at("/why/text").asString()).contains("0", "1 %");
        assertThat(pacing.at("/abandonPercent").isNull()).isTrue();
        assertThat(pacing.at("/cap").asDouble()).isEqualTo(1.0);
        assertThat(
                        read("/api/v1/wallboard", DataScope.EVERYTHING)
                                .at("/tiles/abandonRate")
                                .isNull())
                .isTrue();
    }

    @Test
    void theLastHalfHourIsCountedFromTheCallsThemselves() throws Exception {
        lately.answered(ward.owed(), ward.nurse(), 200, 2, 10);
        var pacing = read("/api/v1/worklists/" + list() + "/pacing", DataScope.EVERYTHING);
        assertThat(pacing.at("/why/code").asString()).isEqualTo("capReached");
        assertThat(pacing.at("/answeredInWindow").asInt()).isEqualTo(200);
        assertThat(pacing.at("/abandonedInWindow").asInt()).isEqualTo(2);
        assertThat(pacing.at("/abandonPercent").asDouble()).isEqualTo(1.0);
        assertThat(
                        read("/api/v1/wallboard", DataScope.EVERYTHING)
                                .at("/tiles/abandonRate")
                                .asDouble())
                .isEqualTo(0.01);
        db.sql("UPDATE worklist.worklist SET max_abandon_percent = 3").update();
        pacing = read("/api/v1/worklists/" + list() + "/pacing", DataScope.EVERYTHING);
        assertThat(pacing.at("/effective").asString()).isEqualTo("PREDICTIVE");
        assertThat(pacing.at("/why/code").asString()).isEqualTo("noNurse");
    }

    @Test
    void aListOfOtherDepartmentsIsNotShown() throws Exception {
        db.sql("UPDATE worklist.worklist SET departments = ARRAY['骨科']").update();
        try {
            var answer =
                    mvc.perform(
                                    get("/api/v1/worklists/" + list() + "/pacing")
                                            .with(
                                                    SignedIn.as(
                                                            Role.SUPERVISOR,
                                                            DataScope.of(Set.of("产科")))))
                            .andReturn()
                            .getResponse();
            assertThat(answer.getStatus()).isEqualTo(404);
        } finally {
            db.sql("UPDATE worklist.worklist SET departments = '{}'").update();
        }
    }

    private Object list() {
        return worklists.all(DataScope.EVERYTHING).getFirst().id().value();
    }

    private JsonNode read(String path, DataScope scope) throws Exception {
        var answer =
                mvc.perform(
                                get(path)
                                        .header("Accept-Language", "en")
                                        .with(SignedIn.as(Role.SUPERVISOR, scope)))
                        .andReturn()
                        .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return JSON.readTree(answer.getContentAsString());
    }
}
