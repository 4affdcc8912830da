package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.dialer.Dialer;
import org.aftercall.dialer.Inbound;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.Patients;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Somebody calls the house on a morning when it is open and a nurse is there. */
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/CallingInTests/tapes",
            "aftercall.call.sweep-every=1h",
            "aftercall.dialer.look-every=100ms"
        })
abstract class AtTheDoor extends AtTheScreens {
    private static final AtomicInteger STRANGER = new AtomicInteger(70_000);

    @Autowired Dialer dialer;
    @Autowired Inbound inbound;
    @Autowired Patients patients;
    @Autowired Staff staff;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    StaffMember nurse;

    @BeforeEach
    void aMorning() {
        ward.opens();
        nurse = ward.nurse();
    }

    @AfterEach
    void allHangUp() {
        calls.open().forEach(c -> ward.ends(c.id(), LineResult.ANSWERED, 16));
        ward.opens();
    }

    CallId waits(@Nullable PhoneNumber from) {
        var id = arrives(from);
        await().until(() -> wire.welcomed.containsKey(Ward.line(id)));
        ward.hears(wire.answered(Ward.line(id)));
        assertThat(calls.get(id).waits()).isTrue();
        return id;
    }

    CallId arrives(@Nullable PhoneNumber from) {
        var line = LineId.next();
        ward.hears(wire.arrives(line, from));
        assertThat(wire.refused).doesNotContain(line);
        return new CallId(line.value());
    }

    PhoneNumber numberOf(Ward.Owed owed) {
        return patients.contact(owed.number()).number();
    }

    static PhoneNumber stranger() {
        return new PhoneNumber("+86200" + (1_000_000 + STRANGER.incrementAndGet()));
    }

    @Nullable Instant callbackOf(Ward.Owed owed) {
        return db.sql("SELECT callback_at FROM worklist.task WHERE id = :id")
                .param("id", owed.task().value())
                .query((row, _) -> Sql.instantOrNull(row, "callback_at"))
                .single();
    }

    JsonNode item(StaffMember who, CallId id) throws Exception {
        return row(read(send(who, get("/api/v1/calls/parked")), 200), id);
    }

    JsonNode missed(StaffMember who) throws Exception {
        return read(send(who, get("/api/v1/calls/inbound?state=missed")), 200);
    }

    static JsonNode row(JsonNode rows, CallId id) {
        for (var row : rows) {
            if (row.at("/callId").asString().equals(id.value().toString())) {
                return row;
            }
        }
        throw new AssertionError("Not listed: " + id);
    }

    JsonNode take(StaffMember who, CallId id, int status) throws Exception {
        return act(who, id, "take", status);
    }

    JsonNode act(StaffMember who, CallId id, String what, int status) throws Exception {
        return read(act(who, id, what, "{}"), status);
    }
}
