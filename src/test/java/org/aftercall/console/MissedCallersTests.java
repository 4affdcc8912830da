package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.aftercall.Ward;
import org.aftercall.kernel.DataScope;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.Test;

/** A patient calls the house and reaches nobody: what he hears, and what is owed to him. */
class MissedCallersTests extends AtTheDoor {
    @Test
    void outsideTheHoursHeHearsItAndIsCalledBackWhenTheyBegin() {
        var owed = ward.owed();
        clock.set(Ward.MORNING.plus(Duration.ofHours(12)));
        var id = arrives(numberOf(owed));
        await().until(() -> wire.dismissed.contains(Ward.line(id)));
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.CLOSED);
        ward.hears(wire.answered(Ward.line(id)));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> inbound.missed().stream().anyMatch(c -> c.call().equals(id)));
        var caller = inbound.of(id).orElseThrow();
        assertThat(caller.outOfHours()).isTrue();
        assertThat(caller.task()).isEqualTo(owed.task());
        // Nine o'clock in Shanghai.
        assertThat(callbackOf(owed)).isEqualTo(Ward.MORNING.plus(Duration.ofHours(23)));
    }

    @Test
    void whoWaitedTooLongHearsThatAllAreBusyAndIsCalledBack() throws Exception {
        var owed = ward.owed();
        var id = waits(numberOf(owed));
        clock.advance(Duration.ofMinutes(4));
        await().until(() -> wire.dismissed.contains(Ward.line(id)));
        assertThat(wire.farewells.getLast()).isEqualTo(Farewell.BUSY);
        take(nurse, id, 409);
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> inbound.of(id).orElseThrow().task() != null);
        assertThat(callbackOf(owed)).isNotNull();
    }

    @Test
    void whoHangsUpWhileHeWaitsIsListedUntilSomebodyTalksWithHim() throws Exception {
        var owed = ward.owed();
        var id = waits(numberOf(owed));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> missed(nurse).toString().contains(id.value().toString()));
        var mine = missed(nurse);
        var row = row(mine, id);
        assertThat(row.at("/taskId").asString()).isEqualTo(owed.task().value().toString());
        assertThat(row.at("/outOfHours").asBoolean()).isFalse();
        assertThat(row.at("/patientName").asString()).isNotBlank();
        assertThat(row.at("/number").asString()).contains("*");
        var elsewhere = ward.nurse(DataScope.of(Set.of("产科")));
        assertThat(missed(elsewhere).toString()).doesNotContain(id.value().toString());
        clock.advance(Duration.ofMinutes(1));
        var call = ward.dial(nurse, owed).call();
        ward.talks(call);
        ward.ends(call, LineResult.ANSWERED, 16);
        await().until(() -> !missed(nurse).toString().contains(id.value().toString()));
    }

    @Test
    void whoMustNotBeCalledIsListedAndOwedNothing() {
        var owed = ward.owed();
        patients.doNotCall(owed.patient(), "said so");
        var id = waits(numberOf(owed));
        ward.ends(id, LineResult.ANSWERED, 16);
        await().until(() -> inbound.of(id).orElseThrow().missed() != null);
        assertThat(inbound.of(id).orElseThrow().task()).isNull();
    }

    @Test
    void whoHangsUpBeforeHeWasLetInIsMissedToo() {
        var owed = ward.owed();
        var id = arrives(numberOf(owed));
        ward.ends(id, LineResult.NO_ANSWER, 16);
        await().until(() -> inbound.of(id).filter(c -> c.missed() != null).isPresent());
        assertThat(calls.get(id).result()).isNotNull();
    }
}
