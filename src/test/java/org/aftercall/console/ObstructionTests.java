package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Registration;
import org.aftercall.telephony.Sound;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Why nothing is dialed though patients wait, the day's figures, and what a call leaves behind. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/ObstructionTests/tapes",
            "aftercall.call.sweep-every=200ms",
            "aftercall.dialer.look-every=100ms"
        })
class ObstructionTests extends AtTheScreens {
    @Autowired Worklists worklists;
    @Autowired Dialer dialer;
    @Autowired Staff staff;
    @Autowired JdbcClient db;
    @Autowired TestClock clock;

    private StaffMember supervisor;

    @BeforeEach
    void aMorning() {
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
        db.sql("UPDATE staff.member SET presence = 'OFFLINE'").update();
        ward.opens();
        wire.trunk = new TrunkState.Up();
        supervisor = supervisor();
        staff.become(supervisor.id(), Presence.OFFLINE);
    }

    @Test
    void aTrunkThatIsDownIsNamedWhereverOneLooks() throws Exception {
        assertThat(why()).doesNotContain("trunk.");
        wire.trunk = new TrunkState.Silent();
        assertThat(why()).contains("trunk.down", "运营商一端没有应答");
        assertThat(send(supervisor, get("/api/v1/wallboard"), 200).at("/alarms").toString())
                .contains("trunk.down");
        var status = send(supervisor, get("/api/v1/status"), 200);
        assertThat(status.at("/telephony/up").asBoolean()).isTrue();
        assertThat(status.at("/trunk/up").asBoolean()).isFalse();
        wire.trunk =
                new TrunkState.Unregistered(
                        new Registration(Registration.State.REJECTED, 401, Ward.MORNING));
        assertThat(why()).contains("trunk.down", "用户名或密码不对（SIP 401）");
        wire.state = new WireState.Down("no wire");
        assertThat(why()).contains("wireDown").doesNotContain("trunk.down");
    }

    @Test
    void nothingIsClaimedForANurseWhileNobodyCanBeRung() throws Exception {
        var nurse = ward.nurse();
        var desk = nurse.desk().orElseThrow();
        var owed = ward.owed();
        wire.trunk = new TrunkState.Silent();
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
        await().until(() -> wire.rung.stream().anyMatch(o -> o.desk().equals(desk)));
        wire.rung.stream()
                .filter(o -> o.desk().equals(desk))
                .forEach(o -> ward.hears(wire.answered(o.line())));
        var looks = wire.trunkAsked.get();
        await().until(() -> wire.trunkAsked.get() > looks + 3);
        assertThat(dialer.openOf(nurse.id())).isEmpty();
        wire.trunk = new TrunkState.Up();
        await().until(() -> dialer.openOf(nurse.id()).isPresent());
        var attempt = dialer.openOf(nurse.id()).orElseThrow();
        assertThat(attempt.task()).isEqualTo(owed.task());
        // Nobody dialed by hand: still it is kept that she was shown the number.
        assertThat(noted("call.number", attempt.call())).isZero();
        var shown = send(nurse, get("/api/v1/calls/current"), 200);
        assertThat(shown.at("/call/number").asString()).doesNotContain("*");
        send(nurse, get("/api/v1/calls/current"), 200);
        assertThat(noted("call.number", attempt.call())).isOne();
        ward.ends(attempt.call(), LineResult.NO_ANSWER, 19);
    }

    @Test
    void readyNursesWithoutATelephoneAreNamed() throws Exception {
        ward.nurse();
        wire.reachable = false;
        assertThat(why()).contains("deskUnreachable");
        wire.reachable = true;
        assertThat(why()).doesNotContain("deskUnreachable");
    }

    @Test
    void theDaysWorkDoesNotShrinkAsItIsDone() throws Exception {
        var nurse = ward.nurse();
        var owed = ward.owed();
        ward.owed();
        clock.advance(Workload.LASTS);
        var before = tiles().at("/due").asInt();
        var attempt = ward.dial(nurse, owed);
        ward.talks(attempt.call());
        ward.ends(attempt.call(), LineResult.ANSWERED, 16);
        dialer.settle(attempt.id(), Disposition.COMPLETED_ROUTINE, null);
        clock.advance(Workload.LASTS);
        assertThat(tiles().at("/due").asInt()).isEqualTo(before);
        assertThat(tiles().at("/completed").asInt()).isLessThanOrEqualTo(before);
    }

    @Test
    void aPhysicianWhoIsReadyIsNotCountedAmongThoseWhoDial() throws Exception {
        var physician = ward.nurse();
        db.sql("UPDATE staff.member SET role = 'PHYSICIAN' WHERE id = :id")
                .param("id", physician.id().value())
                .update();
        var list = worklists.all(DataScope.EVERYTHING).getFirst();
        // On its crew, too: she calls back whom an escalation concerns, and nobody from a list.
        db.sql("INSERT INTO worklist.crew (worklist_id, staff_id) VALUES (:list, :who)")
                .param("list", list.id().value())
                .param("who", physician.id().value())
                .update();
        try {
            assertThat(whyOf(list)).contains("noNurse");
            assertThat(tiles().at("/longestReady").isNull()).isTrue();
            var nurse = ward.nurse();
            db.sql("UPDATE worklist.crew SET staff_id = :who WHERE worklist_id = :list")
                    .param("list", list.id().value())
                    .param("who", nurse.id().value())
                    .update();
            assertThat(whyOf(list)).doesNotContain("noNurse");
            assertThat(tiles().at("/longestReady").isNull()).isFalse();
        } finally {
            db.sql("DELETE FROM worklist.crew").update();
        }
    }

    @Test
    void theAbandonedAreHeldAgainstTheListsOwnCap() throws Exception {
        var list = worklists.all(DataScope.EVERYTHING).getFirst();
        assertThat(listOf(list).at("/abandonCap").isNull()).isTrue();
        db.sql("UPDATE worklist.worklist SET mode = 'PREDICTIVE', max_abandon_percent = 2.5")
                .update();
        assertThat(listOf(list).at("/abandonCap").asDouble()).isEqualTo(0.025);
        assertThat(listOf(list).at("/abandonRate").isNull()).isTrue();
    }

    private String whyOf(Worklist list) throws Exception {
        return send(supervisor, get("/api/v1/worklists/" + list.id().value() + "/why"), 200)
                .toString();
    }

    private JsonNode listOf(Worklist list) throws Exception {
        for (var row : send(supervisor, get("/api/v1/wallboard"), 200).at("/lists")) {
            if (row.at("/id").asString().equals(list.id().value().toString())) {
                return row;
            }
        }
        throw new AssertionError("Not on the wallboard");
    }

    @Test
    void whoHasAllDepartmentsIsOnEverySupervisorsFloor() throws Exception {
        var everywhere = ward.nurse();
        var one = as(Role.SUPERVISOR, ward.nurse(DataScope.of(java.util.Set.of("心内科"))));
        assertThat(send(one, get("/api/v1/wallboard"), 200).at("/nurses").toString())
                .contains(everywhere.id().value().toString());
    }

    @Test
    void aRecordTellsHowItsLineSoundedAtBothEnds() throws Exception {
        var nurse = ward.nurse();
        var attempt = ward.dial(nurse, ward.owed());
        var call = attempt.call();
        ward.talks(call);
        var door = "/api/v1/calls/" + call.value() + "/desk-sound";
        send(nurse, put(door).content(sound(9)), 422);
        send(ward.nurse(), put(door).content(sound(4)), 404);
        send(nurse, put(door).content(sound(4.2)), 204);
        send(nurse, put(door).content(sound(3.9)), 204);
        wire.sounds.put(Ward.line(call), new Sound(4.1, 3, 0.5));
        ward.ends(call, LineResult.ANSWERED, 16);
        var view = send(nurse, get("/api/v1/calls/current"), 200);
        assertThat(view.at("/call/ear").isNull()).isTrue();
        var record = view.at("/call/recordId").asString();
        await().until(() -> sounding(nurse, record).at("/patient/mos").asDouble() == 4.1);
        assertThat(sounding(nurse, record).at("/desk/mos").asDouble()).isEqualTo(3.9);
        dialer.settle(attempt.id(), Disposition.CALLBACK_UNSPECIFIED, null);
    }

    private JsonNode sounding(StaffMember nurse, String record) throws Exception {
        return send(nurse, get("/api/v1/records/" + record), 200).at("/sounding");
    }

    private static String sound(double mos) {
        return "{\"mos\": %s, \"jitterMs\": 2.5, \"lossPercent\": 0.1}".formatted(mos);
    }

    private JsonNode tiles() throws Exception {
        return send(supervisor, get("/api/v1/wallboard"), 200).at("/tiles");
    }

    private String why() throws Exception {
        var list = worklists.all(DataScope.EVERYTHING).getFirst().id().value();
        return send(supervisor, get("/api/v1/worklists/" + list + "/why"), 200)
                .at("/reasons")
                .toString();
    }
}
