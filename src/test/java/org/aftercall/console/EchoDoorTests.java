package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.util.List;
import org.aftercall.call.CallId;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Sound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A nurse tries her own line. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/EchoDoorTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=1h"
        })
class EchoDoorTests extends AtTheScreens {
    @Autowired Staff staff;
    @Autowired JdbcClient db;
    @Autowired List<LineListener> ears;

    private StaffMember nurse;

    @BeforeEach
    void aMorning() {
        ward.opens();
        nurse = ward.nurse();
        wire.reachable = true;
    }

    @AfterEach
    void allIsOver() {
        calls.open().forEach(c -> ward.ends(c.id(), LineResult.ANSWERED, 16));
        db.sql("UPDATE worklist.worklist SET mode = 'PREVIEW'").update();
    }

    @Test
    void herOwnDeskRingsOnceAndSheHearsHowItSounded() throws Exception {
        var rows = rows();
        assertThat(begin(200).at("/state").asString()).isEqualTo("RINGING");
        assertThat(begin(200).at("/state").asString()).isEqualTo("RINGING");
        assertThat(wire.tested)
                .filteredOn(o -> o.desk().equals(desk()))
                .singleElement()
                .satisfies(o -> assertThat(o.kind()).isEqualTo(nurse.deskKind()));
        hears(wire.answered(line()));
        assertThat(read(200).at("/state").asString()).isEqualTo("HEARD");
        hears(wire.ended(line(), LineResult.ANSWERED, 16));
        assertThat(read(200).at("/sound").isNull()).isTrue();
        wire.sounds.put(line(), new Sound(4.2, 3.5, 0.1));
        assertThat(read(200).at("/state").asString()).isEqualTo("ENDED");
        assertThat(read(200).at("/sound/mos").asDouble()).isEqualTo(4.2);
        assertThat(rows()).as("calls, legs, seats and recordings").isEqualTo(rows);
    }

    @Test
    void shePutsItDownWithAKeyAndMayTryAgain() throws Exception {
        begin(200);
        var first = line();
        assertThat(send(nurse, delete("/api/v1/desk/test")).getStatus()).isEqualTo(204);
        assertThat(wire.hungUp).contains(first);
        hears(wire.ended(first, LineResult.CANCELLED, 16));
        begin(200);
        assertThat(line()).isNotEqualTo(first);
    }

    @Test
    void whoNeverTriedHasNothingToReadOrToEnd() throws Exception {
        read(404);
        assertThat(send(nurse, delete("/api/v1/desk/test")).getStatus()).isEqualTo(204);
    }

    @Test
    void notWhileSheHasACall() throws Exception {
        var attempt = ward.dial(nurse, ward.owed());
        assertThat(begin(409).at("/code").asString()).isEqualTo("desk.testInCall");
        assertThat(wire.tested).noneMatch(o -> o.desk().equals(desk()));
        ward.ends(attempt.call(), LineResult.CANCELLED, 16);
    }

    @Test
    void notWhileALegToHerIsKeptForCalls() throws Exception {
        calls.sit(desk(), nurse.deskKind());
        assertThat(begin(409).at("/code").asString()).isEqualTo("desk.testReady");
        calls.stand(desk());
    }

    @Test
    void notWhileACallMayComeByItself() throws Exception {
        db.sql("UPDATE worklist.worklist SET mode = 'PROGRESSIVE'").update();
        staff.become(nurse.id(), Presence.READY);
        assertThat(begin(409).at("/code").asString()).isEqualTo("desk.testReady");
        staff.become(nurse.id(), Presence.PAUSED);
        begin(200);
    }

    @Test
    void notWhereHerTelephoneIsNotThere() throws Exception {
        wire.reachable = false;
        assertThat(begin(409).at("/code").asString()).isEqualTo("desk.unreachable");
    }

    @Test
    void whoMayNotCallHasNoLineToTry() throws Exception {
        var quality = as(Role.QUALITY, nurse);
        assertThat(send(quality, post("/api/v1/desk/test")).getStatus()).isEqualTo(403);
    }

    @Test
    void aCallTakesItsPlace() throws Exception {
        begin(200);
        hears(wire.answered(line()));
        CallId call =
                calls.place(
                        new PhoneNumber("+862008000001"),
                        desk(),
                        DeskKind.PHONE,
                        Duration.ofSeconds(20),
                        false);
        assertThat(wire.hungUp).contains(line());
        assertThat(wire.rung.getLast().line()).isEqualTo(calls.get(call).deskLine());
    }

    private void hears(LineEvent event) {
        ears.forEach(ear -> ear.on(event));
    }

    private JsonNode begin(int status) throws Exception {
        return read(send(nurse, post("/api/v1/desk/test")), status);
    }

    private JsonNode read(int status) throws Exception {
        return read(send(nurse, get("/api/v1/desk/test")), status);
    }

    private Extension desk() {
        return nurse.desk().orElseThrow();
    }

    private LineId line() {
        return wire.tested.stream()
                .filter(o -> o.desk().equals(desk()))
                .reduce((_, last) -> last)
                .orElseThrow()
                .line();
    }

    private long rows() {
        return db.sql(
                        """
                        SELECT (SELECT count(*) FROM call.call) + (SELECT count(*) FROM call.leg)
                             + (SELECT count(*) FROM call.seat) + (SELECT count(*) FROM recording.recording)
                        """)
                .query(Long.class)
                .single();
    }
}
