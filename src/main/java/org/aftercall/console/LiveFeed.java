package org.aftercall.console;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.aftercall.call.CallAnswered;
import org.aftercall.call.CallChanged;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallHandedOver;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.WireChanged;
import org.aftercall.dialer.Dialer;
import org.aftercall.followup.FollowUpChanged;
import org.aftercall.recording.RecordingMissed;
import org.aftercall.recording.RecordingStored;
import org.aftercall.staff.PresenceChanged;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.transcript.TranscriptReady;
import org.aftercall.worklist.TaskChanged;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Pushes what just happened to the screens concerned; a lost frame is healed by re-reading. */
@Component
class LiveFeed {
    private final SimpMessagingTemplate socket;
    private final Dialer dialer;
    private final Calls calls;
    private final Staff staff;
    private final Clock clock;
    private final AtomicLong seq = new AtomicLong();

    LiveFeed(SimpMessagingTemplate socket, Dialer dialer, Calls calls, Staff staff, Clock clock) {
        this.socket = socket;
        this.dialer = dialer;
        this.calls = calls;
        this.staff = staff;
        this.clock = clock;
    }

    /** A hint that something changed: ids only, no patient data. */
    record Frame(int v, long seq, String type, Instant at, String ref) {}

    @TransactionalEventListener
    void on(CallChanged event) {
        toNurseOf(event.call(), "call.changed", event.call().value());
    }

    @TransactionalEventListener
    void on(CallAnswered event) {
        toNurseOf(event.call(), "call.changed", event.call().value());
    }

    @TransactionalEventListener
    void on(CallEnded event) {
        toNurseOf(event.call(), "call.changed", event.call().value());
    }

    /** It may be anybody's now, so every desk looks whether it is hers. */
    @TransactionalEventListener
    void on(CallHandedOver event) {
        toAll("call.changed", event.call().value().toString());
    }

    @TransactionalEventListener
    void on(FollowUpChanged event) {
        to(event.nurse().value(), "record.changed", event.record().value());
    }

    @TransactionalEventListener
    void on(PresenceChanged event) {
        to(event.who().value(), "me.changed", event.who().value());
    }

    @TransactionalEventListener
    void on(TaskChanged event) {
        // Every desk shows the heap, so every desk hears that it moved.
        toAll("task.changed", event.task().value().toString());
    }

    @TransactionalEventListener
    void on(WireChanged event) {
        toAll("status.changed", event.up() ? "up" : "down");
    }

    @TransactionalEventListener
    void on(RecordingStored event) {
        toNurseOf(event.call(), "recording.changed", event.recording().value());
    }

    @TransactionalEventListener
    void on(RecordingMissed event) {
        toNurseOf(event.call(), "recording.changed", event.recording().value());
    }

    @TransactionalEventListener
    void on(TranscriptReady event) {
        toNurseOf(event.call(), "transcript.changed", event.recording().value());
    }

    private void toNurseOf(CallId call, String type, UUID ref) {
        var whom = new LinkedHashSet<StaffId>();
        dialer.of(call).ifPresent(a -> whom.add(a.nurse()));
        // A colleague may have taken it.
        calls.find(call).flatMap(c -> staff.at(c.desk())).ifPresent(m -> whom.add(m.id()));
        whom.forEach(id -> to(id.value(), type, ref));
    }

    private void to(UUID staff, String type, UUID ref) {
        socket.convertAndSendToUser(staff.toString(), Feed.OWN, frame(type, ref.toString()));
    }

    private void toAll(String type, String ref) {
        socket.convertAndSend(Feed.STATUS, frame(type, ref));
    }

    private Frame frame(String type, String ref) {
        return new Frame(1, seq.incrementAndGet(), type, clock.instant(), ref);
    }
}
