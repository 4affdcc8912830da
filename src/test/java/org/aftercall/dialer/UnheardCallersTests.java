package org.aftercall.dialer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.patient.Patients;
import org.aftercall.telephony.FakeSwitchboard;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Unplanned;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Callers whom nobody of us heard, because no application ran: told by Asterisk's own book. */
@SpringBootTest
@TestPropertySource(
        properties = {
            "aftercall.telephony.spool=target/var/UnheardCallersTests/tapes",
            "aftercall.call.sweep-every=1h"
        })
@Import({FakeWorld.class, Ward.class})
class UnheardCallersTests {
    @Autowired Ward ward;
    @Autowired Inbound inbound;
    @Autowired Patients patients;
    @Autowired Unplanned unplanned;
    @Autowired LineListener ear;
    @Autowired FakeSwitchboard wire;
    @Autowired TestClock clock;
    @Autowired JdbcClient db;

    private Instant died = Instant.EPOCH;

    @BeforeEach
    void theHouseWasDeadForAnHour() {
        ward.opens();
        wire.came.clear();
        ear.on(new WireState.Up("fake"));
        died = clock.instant();
        await().until(() -> listenedUntil(died));
        clock.advance(Duration.ofHours(1));
    }

    @AfterEach
    void asBefore() {
        wire.live.clear();
        ward.opens();
    }

    @Test
    void whoCalledMeanwhileIsAMissedCallerAndOwedACallOnce() {
        var owed = ward.owed();
        var number = patients.contact(owed.number()).number();
        var first = came(number, 10, true);
        var again = came(number, 20, true);
        var stranger = came(new PhoneNumber("+8610077712345"), 30, true);
        var hidden = came(null, 31, true);
        // Of the one who was ringing when Asterisk was killed the book has no end.
        var cut = came(new PhoneNumber("+8610077712346"), 32, false);

        back();
        for (var line : List.of(again, stranger, hidden, cut)) {
            await().until(() -> missed(line));
        }
        assertThat(inbound.of(id(first))).isEmpty();
        assertThat(inbound.of(id(again)).orElseThrow().task()).isEqualTo(owed.task());
        assertThat(inbound.of(id(stranger)).orElseThrow().task()).isNull();
        assertThat(inbound.missed())
                .extracting(Caller::call)
                .contains(id(again), id(stranger), id(hidden), id(cut));
        assertThat(unplanned.agreed(owed.task())).isPresent();

        var rows = ward.rows("dialer.caller");
        clock.advance(Duration.ofSeconds(5));
        back();
        await().until(() -> listenedUntil(clock.instant()));
        assertThat(ward.rows("dialer.caller")).isEqualTo(rows);
    }

    @Test
    void whoIsStillRingingAndWhoWasHeardAreNotMissed() {
        var heard = new CallId(LineId.next().value());
        var number = new PhoneNumber("+8610077712347");
        clock.set(died.minusSeconds(5));
        ear.on(wire.arrives(new LineId(heard.value()), number));
        clock.set(died.plus(Duration.ofHours(1)));
        wire.came.add(
                new LineEvent.Arrived(new LineId(heard.value()), died.minusSeconds(5), number));
        var rings = came(new PhoneNumber("+8610077712348"), 3_595, false);
        ear.on(wire.arrives(rings, new PhoneNumber("+8610077712348")));
        var calls = ward.rows("call.call");
        back();
        await().until(() -> listenedUntil(clock.instant()));
        assertThat(ward.rows("call.call")).isEqualTo(calls);
        assertThat(inbound.of(id(rings)).filter(c -> c.missed() != null)).isEmpty();
    }

    private void back() {
        ear.on(new WireState.Up("fake"));
    }

    private LineId came(@Nullable PhoneNumber from, int second, boolean ended) {
        var line = LineId.next();
        wire.came.add(new LineEvent.Arrived(line, died.plusSeconds(second), from));
        if (ended) {
            wire.books.put(
                    line,
                    new LineEvent.Ended(
                            line, died.plusSeconds(second + 9), LineResult.NO_ANSWER, true, 16));
        }
        return line;
    }

    private boolean missed(LineId line) {
        return inbound.of(id(line)).filter(c -> c.missed() != null).isPresent();
    }

    private boolean listenedUntil(Instant at) {
        return db.sql("SELECT until = :at FROM call.listened")
                .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private static CallId id(LineId line) {
        return new CallId(line.value());
    }
}
