package org.aftercall.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Set;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.Parking;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.Role;
import org.aftercall.staff.SignedIn;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.FollowUpTask;
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
    @Autowired JdbcClient db;

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

    @Test
    void theFunnelCountsFollowUpsAndNotCalls() throws Exception {
        ward.opens();
        var before = board(DataScope.EVERYTHING).at("/funnel");
        var me = ward.nurse();
        var owed = ward.owed();
        for (int i = 0; i < 2; i++) {
            var call = ward.dial(me, owed).call();
            ward.rings(call);
            ward.ends(call, LineResult.BUSY, 17);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ward.task(owed).state() == FollowUpTask.State.WAITING);
            clock.advance(Duration.ofMinutes(20));
        }
        var after = board(DataScope.EVERYTHING).at("/funnel");
        assertThat(after.at("/due").asInt() - before.at("/due").asInt()).isEqualTo(1);
        assertThat(after.at("/dialed").asInt() - before.at("/dialed").asInt()).isEqualTo(1);
        assertThat(after.at("/reached").asInt()).isEqualTo(before.at("/reached").asInt());
        // Due tomorrow by now, and rung today all the same.
        db.sql("UPDATE worklist.task SET next_at = :next WHERE id = :id")
                .param("id", owed.task().value())
                .param("next", Sql.utc(clock.instant().plus(Duration.ofDays(2))))
                .update();
        assertThat(board(DataScope.EVERYTHING).at("/funnel")).isEqualTo(after);
    }

    @Test
    void aMissedCallbackHasANameForWhoReadsTheLists() throws Exception {
        ward.opens();
        var owed = ward.owed();
        db.sql(
                        """
                        UPDATE worklist.task SET callback_at = :at, next_at = :at, callback_missed_at = :at WHERE id = :id
                        """)
                .param("id", owed.task().value())
                .param("at", Sql.utc(clock.instant()))
                .update();
        var alarm =
                board(DataScope.EVERYTHING)
                        .at("/alarms")
                        .valueStream()
                        .filter(a ->
                                a.path("ref").asString("").equals(owed.task().value().toString()))
                        .findFirst()
                        .orElseThrow();
        assertThat(alarm.path("patient").stringValue())
                .isEqualTo(owed.patient().value().toString());
        assertThat(alarm.path("name").stringValue()).startsWith("测试");
    }

    private JsonNode tiles(DataScope scope) throws Exception {
        return board(scope).at("/tiles");
    }

    private JsonNode board(DataScope scope) throws Exception {
        var answer =
                mvc.perform(get("/api/v1/wallboard").with(SignedIn.as(Role.SUPERVISOR, scope)))
                        .andReturn()
                        .getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return JSON.readTree(answer.getContentAsString(UTF_8));
    }
}
