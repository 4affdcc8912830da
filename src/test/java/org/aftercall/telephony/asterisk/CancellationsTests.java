package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.aftercall.telephony.LineId;
import org.junit.jupiter.api.Test;

class CancellationsTests {
    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private final InstantSource source = () -> now;
    private final Cancellations cancellations = new Cancellations(source.withZone(ZoneOffset.UTC));
    private final LineId line = LineId.next();

    @Test
    void aLineThatEndsBeforeTheAnswerIsNotHungUpAgain() {
        cancellations.ordered(line);
        assertThat(cancellations.seen(line)).isFalse();
        assertThat(cancellations.answered(line, true)).isFalse();
        assertThat(cancellations.seen(line)).isFalse();
    }

    @Test
    void aLineThatWasNotThereYetIsHungUpAtItsFirstSignOfLifeAndOnlyOnce() {
        cancellations.ordered(line);
        assertThat(cancellations.answered(line, false)).isFalse();
        assertThat(cancellations.seen(line)).isTrue();
        assertThat(cancellations.seen(line)).isFalse();
        assertThat(cancellations.answered(line, true)).isFalse();
        assertThat(cancellations.seen(line)).isFalse();
    }

    @Test
    void aLineThatCameToLifeBeforeTheRefusalWasReadIsHungUpAtOnce() {
        cancellations.ordered(line);
        assertThat(cancellations.seen(line)).isFalse();
        assertThat(cancellations.answered(line, false)).isTrue();
        assertThat(cancellations.answered(line, true)).isFalse();
    }

    @Test
    void whatTheWireLostIsSaidAtTheNextSignOfLife() {
        cancellations.ordered(line);
        cancellations.seen(line);
        cancellations.lost(line);
        assertThat(cancellations.seen(line)).isTrue();
    }

    @Test
    void ofALineThatNobodyHungUpOrThatIsDialedAnewNothingIsKept() {
        assertThat(cancellations.seen(line)).isFalse();
        assertThat(cancellations.answered(line, false)).isFalse();
        cancellations.ordered(line);
        cancellations.forget(line);
        assertThat(cancellations.contains(line)).isFalse();
        assertThat(cancellations.seen(line)).isFalse();
    }

    @Test
    void itIsForgottenAfterAMinute() {
        cancellations.ordered(line);
        now = now.plus(Duration.ofSeconds(61));
        cancellations.ordered(LineId.next());
        assertThat(cancellations.contains(line)).isFalse();
    }
}
