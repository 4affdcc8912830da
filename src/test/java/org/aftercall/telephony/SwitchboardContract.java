package org.aftercall.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What both switchboards promise, so that a claim tested on the fake one holds on the real one. */
public abstract class SwitchboardContract {
    protected abstract Switchboard switchboard();

    /** A patient who picked up. */
    protected abstract LineId patient();

    /** A desk that picked up; one of three, from 0. */
    protected abstract LineId desk(int which);

    /** Breaks the wire and waits until that is known. */
    protected abstract void breakTheWire();

    @Test
    void whoIsJoinedHearsTheOtherAndNobodyElse() {
        var patient = patient();
        var nurse = desk(0);
        switchboard().join(patient, nurse);
        until(patient, Set.of(nurse));
        switchboard().hold(patient);
        until(patient, Set.of());
        switchboard().join(patient, nurse);
        until(patient, Set.of(nurse));
    }

    @Test
    void whoIsGatheredHearsAllAndOneMayLeave() {
        var patient = patient();
        var nurse = desk(0);
        var third = desk(1);
        switchboard().join(patient, nurse);
        until(patient, Set.of(nurse));
        switchboard().gather(patient, List.of(nurse, third));
        until(patient, Set.of(nurse, third));
        until(third, Set.of(nurse, patient));
        switchboard().hangUp(third);
        until(patient, Set.of(nurse));
        // Out of the room again, two by two.
        switchboard().join(nurse, desk(2));
        await().atMost(Duration.ofSeconds(10)).until(() -> with(patient).isEmpty());
    }

    @Test
    void anOrderForALineThatIsNotThereDoesNothing() {
        var nobody = LineId.next();
        var other = LineId.next();
        assertThatCode(
                        () -> {
                            switchboard().hangUp(nobody);
                            switchboard().hold(nobody);
                            switchboard().await(nobody, true);
                            switchboard().mute(nobody, true);
                            switchboard().listen(nobody, other, true);
                        })
                .doesNotThrowAnyException();
        assertThat(switchboard().memoryOf(nobody)).isEmpty();
        assertThat(switchboard().answerOf(nobody)).isEmpty();
        assertThat(switchboard().soundOf(nobody)).isEmpty();
    }

    @Test
    void withoutAWireEveryOrderSaysSo() {
        var line = LineId.next();
        var other = LineId.next();
        breakTheWire();
        for (Runnable order :
                List.<Runnable>of(
                        () -> switchboard().join(line, other),
                        () -> switchboard().gather(line, List.of(other)),
                        () -> switchboard().hold(line),
                        () -> switchboard().await(line, false),
                        () -> switchboard().listen(line, other, false),
                        () -> switchboard().beep(line),
                        () -> switchboard().hangUp(line),
                        () -> switchboard().liveLines())) {
            assertThatThrownBy(order::run).isInstanceOf(WireDown.class);
        }
    }

    private void until(LineId line, Set<LineId> others) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> with(line).equals(others));
    }

    private Set<LineId> with(LineId line) {
        return switchboard().liveLines().stream()
                .filter(live -> live.line().equals(line))
                .findFirst()
                .orElseThrow()
                .joinedWith();
    }
}
