package org.aftercall.console;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.aftercall.call.CallAnswered;
import org.aftercall.call.CallChanged;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallHandedOver;
import org.aftercall.call.CallId;
import org.aftercall.call.WireChanged;
import org.aftercall.dialer.AttemptOrdered;
import org.aftercall.dialer.AttemptTaken;
import org.aftercall.followup.EscalationChanged;
import org.aftercall.followup.EscalationRaised;
import org.aftercall.followup.FollowUpChanged;
import org.aftercall.kernel.Afterwards;
import org.aftercall.patient.ConsentWithdrawn;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.PatientReachable;
import org.aftercall.patient.PatientResumed;
import org.aftercall.patient.PatientSuspended;
import org.aftercall.recording.RecordingMissed;
import org.aftercall.recording.RecordingStored;
import org.aftercall.staff.PresenceChanged;
import org.aftercall.transcript.CueRaised;
import org.aftercall.transcript.TranscriptReady;
import org.aftercall.worklist.CallbackMissed;
import org.aftercall.worklist.TaskChanged;
import org.aftercall.worklist.WorklistChanged;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Component;

/**
 * Pushes what just happened to the screens concerned; a lost frame is healed by re-reading.
 *
 * <p>Not by transactional listeners: the event registry would keep a row for each frame, and write
 * it over a second connection while the first is still held. With as many at once as the pool has
 * connections they all wait for each other.
 */
@Component
class LiveFeed {
    private final SimpMessagingTemplate socket;
    private final Neighbours neighbours;
    private final Concerned concerned;
    private final Clock clock;
    private final Afterwards frames = new Afterwards("live-feed");
    private final AtomicLong seq = new AtomicLong();

    LiveFeed(
            SimpMessagingTemplate socket, Neighbours neighbours, Concerned concerned, Clock clock) {
        this.socket = socket;
        this.neighbours = neighbours;
        this.concerned = concerned;
        this.clock = clock;
    }

    /** A hint that something changed: ids only, no patient data. */
    record Frame(int v, long seq, String type, Instant at, String ref) {}

    @EventListener
    void on(CallChanged event) {
        toNurseOf(event.call(), "call.changed", event.call().value());
    }

    @EventListener
    void on(CallAnswered event) {
        toNurseOf(event.call(), "call.changed", event.call().value());
    }

    @EventListener
    void on(CallEnded event) {
        toNurseOf(event.call(), "call.changed", event.call().value());
    }

    /** It may be anybody's now, so every desk looks whether it is hers. */
    @EventListener
    void on(CallHandedOver event) {
        toAll("call.changed", event.call().value().toString());
    }

    /** A call that comes by itself shows before it rings. */
    @EventListener
    void on(AttemptOrdered event) {
        var nurse = event.attempt().nurse();
        if (nurse != null) {
            to(nurse.value(), "call.changed", event.attempt().call().value());
        }
    }

    /** So does one that comes to her with the patient on it. */
    @EventListener
    void on(AttemptTaken event) {
        to(event.nurse().value(), "call.changed", event.attempt().call().value());
        if (event.before() != null) {
            to(event.before().value(), "call.changed", event.attempt().call().value());
        }
    }

    @EventListener
    void on(CallbackMissed event) {
        toAll("callback.missed", event.task().value().toString());
    }

    @EventListener
    void on(FollowUpChanged event) {
        if (event.nurse() != null) {
            to(event.nurse().value(), "record.changed", event.record().value());
        }
    }

    /** Every inbox counts, so every screen hears of it; whose it is, it reads. */
    @EventListener
    void on(EscalationRaised event) {
        toAll("escalation.raised", event.escalation().value().toString());
    }

    @EventListener
    void on(EscalationChanged event) {
        toAll("escalation.changed", event.escalation().value().toString());
    }

    @EventListener
    void on(PresenceChanged event) {
        to(event.who().value(), "me.changed", event.who().value());
    }

    @EventListener
    void on(TaskChanged event) {
        // Every desk shows the heap, so every desk hears that it moved.
        toAll("task.changed", event.task().value().toString());
    }

    @EventListener
    void on(ConsentWithdrawn event) {
        standing(event.patient());
    }

    @EventListener
    void on(PatientSuspended event) {
        standing(event.patient());
    }

    @EventListener
    void on(PatientResumed event) {
        standing(event.patient());
    }

    @EventListener
    void on(PatientReachable event) {
        standing(event.patient());
    }

    /**
     * Whoever has him before her is not to press a key that is off, nor wait for one that is on.
     */
    private void standing(PatientId patient) {
        toAll("patient.changed", patient.value().toString());
    }

    /** What held a patient back may be gone. */
    @EventListener
    void on(WorklistChanged event) {
        toAll("worklist.changed", event.list().value().toString());
    }

    @EventListener
    void on(WireChanged event) {
        toAll("status.changed", event.up() ? "up" : "down");
    }

    /** Her softphone may belong elsewhere now. */
    @EventListener
    void on(NodeController.NodeDrained event) {
        toAll("desk.changed", event.name());
    }

    @EventListener
    void on(RecordingStored event) {
        toNurseOf(event.call(), "recording.changed", event.recording().value());
    }

    @EventListener
    void on(RecordingMissed event) {
        toNurseOf(event.call(), "recording.changed", event.recording().value());
    }

    @EventListener
    void on(TranscriptReady event) {
        toNurseOf(event.call(), "transcript.changed", event.recording().value());
    }

    @EventListener
    void on(CueRaised event) {
        toNurseOf(event.call(), "cue.changed", event.call().value());
    }

    private void toNurseOf(CallId call, String type, UUID ref) {
        frames.run(() ->
                concerned
                        .by(call)
                        .ifPresentOrElse(
                                whom -> whom.forEach(id -> push(id.value(), type, ref)),
                                () -> show(null, type, ref.toString())));
    }

    private void to(UUID staff, String type, UUID ref) {
        frames.run(() -> push(staff, type, ref));
    }

    private void toAll(String type, String ref) {
        frames.run(() -> show(null, type, ref));
    }

    private void push(UUID staff, String type, UUID ref) {
        show(staff.toString(), type, ref.toString());
    }

    private void show(@Nullable String staff, String type, String ref) {
        showHere(staff, type, ref);
        neighbours.tell(staff, type, ref);
    }

    private void showHere(@Nullable String staff, String type, String ref) {
        if (staff == null) {
            socket.convertAndSend(Feed.STATUS, frame(type, ref));
        } else {
            socket.convertAndSendToUser(staff, Feed.OWN, frame(type, ref));
        }
    }

    @EventListener
    void on(Neighbours.News news) {
        frames.run(() -> showHere(news.staff(), news.type(), news.ref()));
    }

    /** The number left out makes every screen read its snapshot. */
    @EventListener
    void on(Neighbours.Missed event) {
        seq.incrementAndGet();
        frames.run(() -> showHere(null, "status.changed", "up"));
    }

    @PreDestroy
    void close() {
        frames.close();
    }

    private Frame frame(String type, String ref) {
        return new Frame(1, seq.incrementAndGet(), type, clock.instant(), ref);
    }
}
