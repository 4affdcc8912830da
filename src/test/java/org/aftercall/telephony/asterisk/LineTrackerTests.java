package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineEvent.Joined;
import org.aftercall.telephony.LineEvent.Parted;
import org.aftercall.telephony.LineEvent.Ringing;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.DialBeginEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.HangupRequestEvent;
import org.asteriskjava.manager.event.NewStateEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.StatusEvent;
import org.junit.jupiter.api.Test;

/** The orders in which Asterisk has been seen to tell its story. */
class LineTrackerTests {
    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private final List<LineEvent> told = new ArrayList<>();
    private final Set<LineId> cancelled = new HashSet<>();
    private final LineTracker tracker =
            new LineTracker(told::add, new LineTracker.House(cancelled::contains, "+86"));
    private final LineId line = LineId.next();

    @Test
    void aFailureToldBeforeItsCauseWaitsForTheCause() {
        begins(line);
        originateFails(line);
        hangUp(line, 0, 17);
        tracker.bury(NOW.plus(LineTracker.GRACE));
        assertThat(told).containsExactly(new Ended(line, NOW, LineResult.BUSY, false, 17));
    }

    @Test
    void aFailureToldAfterItsCauseEndsNothingTwice() {
        begins(line);
        hangUp(line, 0, 34);
        originateFails(line);
        tracker.bury(NOW.plus(LineTracker.GRACE));
        assertThat(told).containsExactly(new Ended(line, NOW, LineResult.CONGESTION, false, 34));
    }

    @Test
    void aChannelThatWasNeverMadeEndsAfterAMoment() {
        originateFails(line);
        tracker.bury(NOW);
        assertThat(told).isEmpty();
        assertThat(tracker.waiting()).isTrue();
        Instant later = NOW.plus(LineTracker.GRACE);
        tracker.bury(later);
        assertThat(told).containsExactly(new Ended(line, later, LineResult.TECHNICAL, false, 0));
        assertThat(tracker.waiting()).isFalse();
    }

    @Test
    void aSecondOrderForALivingLineDoesNotEndIt() {
        begins(line);
        state(line, 6);
        settles(line);
        originateFails(line);
        tracker.bury(NOW.plus(LineTracker.GRACE));
        assertThat(told).containsExactly(new Answered(line, NOW));
    }

    @Test
    void ringingAndAnsweringAreToldOnce() {
        begins(line);
        state(line, 5);
        state(line, 5);
        state(line, 6);
        state(line, 6);
        settles(line);
        settles(line);
        assertThat(told).containsExactly(new Ringing(line, NOW), new Answered(line, NOW));
    }

    @Test
    void whoPicksUpIsToldOnceHisLegIsSettledAndWithTheTimeHePickedUp() {
        begins(line);
        state(line, 6);
        assertThat(told).isEmpty();
        tracker.on(settled(line), NOW.plusMillis(70));
        assertThat(told).containsExactly(new Answered(line, NOW));
    }

    @Test
    void aLegThatWaitsInABridgeIsSettled() {
        begins(line);
        state(line, 6);
        enter(line, "own", "holding_bridge");
        assertThat(told).containsExactly(new Answered(line, NOW));
    }

    @Test
    void whoHangsUpBeforeHisLegIsSettledHasPickedUpAllTheSame() {
        begins(line);
        state(line, 6);
        hangUp(line, 6, 16);
        assertThat(told)
                .containsExactly(
                        new Answered(line, NOW),
                        new Ended(line, NOW, LineResult.ANSWERED, true, 16));
    }

    @Test
    void theNetworksEchoOfOurHangUpIsACancelledCall() {
        cancelled.add(line);
        begins(line);
        tracker.on(request(line), NOW);
        hangUp(line, 0, 16);
        assertThat(told).containsExactly(new Ended(line, NOW, LineResult.CANCELLED, false, 16));
    }

    @Test
    void afterAGapTheHangUpStillKnowsThatItWasAnswered() {
        begins(line);
        state(line, 6);
        tracker.forget();
        hangUp(line, 6, 16);
        assertThat(told.getLast()).isEqualTo(new Ended(line, NOW, LineResult.ANSWERED, true, 16));
    }

    @Test
    void afterAGapAJoinedLineIsKnownToPart() {
        LineId desk = LineId.next();
        tracker.on(status(line, "bridge"), NOW);
        tracker.on(status(desk, "bridge"), NOW);
        assertThat(told).isEmpty();
        enter(line, "other", "holding_bridge");
        assertThat(told).containsExactly(new Parted(line, NOW));
    }

    @Test
    void joiningIsToldToBothAndOnlyWhenTwoAreThere() {
        LineId desk = LineId.next();
        enter(line, "own", "holding_bridge");
        enter(line, "talk", "simple_bridge");
        assertThat(told).isEmpty();
        enter(desk, "talk", "simple_bridge");
        assertThat(told)
                .containsExactlyInAnyOrder(
                        new Joined(line, desk, NOW), new Joined(desk, line, NOW));
    }

    @Test
    void linesThatAreNotOursAreNotHeard() {
        var event = new NewStateEvent(this);
        event.setUniqueId("1795323493.16");
        event.setChannelState(6);
        tracker.on(event, NOW);
        assertThat(told).isEmpty();
        assertThat(LineTracker.lineOf(event)).isEmpty();
    }

    private void begins(LineId which) {
        var event = new DialBeginEvent(this);
        event.setDestUniqueId(which.value().toString());
        tracker.on(event, NOW);
    }

    private void originateFails(LineId which) {
        var event = new OriginateResponseEvent(this);
        event.setUniqueId(which.value().toString());
        event.setResponse("Failure");
        event.setReason(0);
        tracker.on(event, NOW);
    }

    private void state(LineId which, int channelState) {
        var event = new NewStateEvent(this);
        event.setUniqueId(which.value().toString());
        event.setChannelState(channelState);
        tracker.on(event, NOW);
    }

    private void settles(LineId which) {
        tracker.on(settled(which), NOW);
    }

    private SettledEvent settled(LineId which) {
        var event = new SettledEvent(this);
        event.setUniqueId(which.value().toString());
        return event;
    }

    private void hangUp(LineId which, int channelState, int cause) {
        var event = new HangupEvent(this);
        event.setUniqueId(which.value().toString());
        event.setChannelState(channelState);
        event.setCause(cause);
        tracker.on(event, NOW);
    }

    private HangupRequestEvent request(LineId which) {
        var event = new HangupRequestEvent(this);
        event.setUniqueId(which.value().toString());
        return event;
    }

    private StatusEvent status(LineId which, String bridge) {
        var event = new StatusEvent(this);
        event.setUniqueId(which.value().toString());
        event.setChannelState(6);
        event.setBridgeId(bridge);
        return event;
    }

    private void enter(LineId which, String bridge, String technology) {
        var event = new BridgeEnterEvent(this);
        event.setUniqueId(which.value().toString());
        event.setBridgeUniqueId(bridge);
        event.setBridgeTechnology(technology);
        tracker.on(event, NOW);
    }
}
