package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.Parking;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest
@AutoConfigureMockMvc
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/WallboardTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class WallboardTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired MockMvc mvc;
    @Autowired Ward ward;
    @Autowired Parking parking;
    @Autowired TestClock clock;

    @Test
    void theLongestWaitIsToldOnBothSidesOfTheLine() throws Exception {
        ward.opens();
        assertThat(tiles(DataScope.EVERYTHING).at("/longestWait").isNull()).isTrue();
        var me = ward.nurse();
        var call = ward.dial(me, ward.owed()).call();
        ward.talks(call);
        parking.park(call);
        clock.advance(Duration.ofSeconds(40));
        assertThat(tiles(DataScope.EVERYTHING).at("/longestWait").asInt()).isEqualTo(40);
        // Of other departments nobody waits.
        assertThat(tiles(DataScope.of(Set.of("产科"))).at("/longestWait").isNull()).isTrue();
        assertThat(tiles(DataScope.EVERYTHING).at("/longestReady").isNull()).isTrue();
        ward.nurse();
        assertThat(tiles(DataScope.EVERYTHING).at("/longestReady").isInt()).isTrue();
        ward.ends(call, LineResult.ANSWERED, 16);
        assertThat(tiles(DataScope.EVERYTHING).at("/longestWait").isNull()).isTrue();
    }

    private JsonNode tiles(DataScope scope) throws Exception {
        var answer =
                mvc.perform(get("/api/v1/wallboard").with(SignedIn.as(Role.SUPERVISOR, scope)))
                        .andReturn()
                        .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return JSON.readTree(answer.getContentAsString()).at("/tiles");
    }
}
