package org.aftercall.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final AtomicInteger TESTS = new AtomicInteger();

    /** Each test at an hour of its own: what was counted in another is over. */
    private void opens() {
        ward.opens();
        clock.advance(Duration.ofHours(TESTS.incrementAndGet()));
    }

    /** So long that the tasks are counted anew. */
    private void later() {
        clock.advance(Workload.LASTS);
    }

    @Test
    void theTasksAreCountedOnceForAllWhoSeeTheSame() throws Exception {
        opens();
        var heart = DataScope.of(Set.of("心内科"));
        var birth = DataScope.of(Set.of("产科"));
        ward.owed();
        assertThat(canDial(DataScope.EVERYTHING)).isEqualTo(1);
        ward.owed();
        // A second supervisor, in the same seconds: nothing is counted for her.
        assertThat(canDial(DataScope.EVERYTHING)).isEqualTo(1);
        // Who sees others has their numbers, never those of somebody else.
        assertThat(canDial(heart)).isEqualTo(2);
        assertThat(canDial(birth)).isZero();
        later();
        assertThat(canDial(DataScope.EVERYTHING)).isEqualTo(2);
        assertThat(canDial(birth)).isZero();
    }

    @Test
    void theBoardAndTheReasonsCountTheSameFree() throws Exception {
        opens();
        ward.owed();
        ward.owed();
        var nurse = ward.nurse();
        var call = ward.dial(nurse, ward.owed()).call();
        var tomorrow = ward.owed();
        db.sql("UPDATE worklist.task SET next_at = :next WHERE id = :id")
                .param("id", tomorrow.task().value())
                .param("next", Sql.utc(clock.instant().plus(Duration.ofDays(1))))
                .update();
        var list = ward.task(tomorrow).worklist().value();
        var why =
                SignedIn.as(Role.SUPERVISOR, DataScope.EVERYTHING)
                        .asks(mvc, get("/api/v1/worklists/" + list + "/why"), 200);
        assertThat(why.at("/canDial").asInt()).isEqualTo(2);
        assertThat(canDial(DataScope.EVERYTHING)).isEqualTo(2);
        ward.ends(call, LineResult.NO_ANSWER, 19);
    }

    private int canDial(DataScope scope) throws Exception {
        return board(scope).at("/lists/0/canDial").asInt();
    }

    @Test
    void theLongestWaitIsToldOnBothSidesOfTheLine() throws Exception {
        opens();
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
        opens();
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
        later();
        assertThat(board(DataScope.EVERYTHING).at("/funnel")).isEqualTo(after);
    }

    @Test
    void aMissedCallbackHasANameForWhoReadsTheLists() throws Exception {
        opens();
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
