package org.aftercall.recording;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.recording.media.Tape;
import org.aftercall.recording.vault.SealedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Decides what becomes of a recording, each decision one transaction with its event. */
@Service
@Transactional
class Shelf {
    private final RecordingRows rows;
    private final Calls calls;
    private final Pauses pauses;
    private final LockRows locks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Shelf(
            RecordingRows rows,
            Calls calls,
            Pauses pauses,
            LockRows locks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.calls = calls;
        this.pauses = pauses;
        this.locks = locks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The call is over and was answered.
     *
     * @return the recording, if there is a tape to look for
     */
    Optional<RecordingId> ended(CallId call, Instant at) {
        var id = rows.expect(call);
        var facts = calls.find(call);
        rows.ended(id, facts.map(c -> c.times().answered()).orElse(null), at);
        if (facts.isPresent() && !facts.get().recorded()) {
            empty(id, call, Recording.Reason.NOT_AGREED);
            return Optional.empty();
        }
        if (pauses.consent(call).filter(c -> !Boolean.TRUE.equals(c.agreed())).isPresent()) {
            // His tape goes unheard.
            empty(id, call, Recording.Reason.NOT_AGREED);
        }
        return Optional.of(id);
    }

    /** An answered call that is over, told by its tape: the event may have been lost with us. */
    Optional<RecordingId> claimed(CallId call) {
        return calls.find(call)
                .filter(c -> !c.live() && c.times().answered() != null)
                .flatMap(c -> ended(call, Objects.requireNonNull(c.times().ended())));
    }

    Optional<RecordingRows.Waiting> waiting(RecordingId id) {
        return rows.waiting(id);
    }

    List<RecordingId> waiting() {
        return rows.waiting();
    }

    /** Talks that go on and are taped. */
    List<RecordingRows.Waiting> goingOn() {
        var talks =
                calls.open().stream()
                        .filter(c -> c.recorded() && c.times().answered() != null)
                        .map(Call::id)
                        .toList();
        return talks.isEmpty()
                ? List.of()
                : rows.of(talks).stream()
                        .filter(r -> r.state() instanceof Recording.State.Waiting)
                        .filter(r ->
                                pauses.consent(r.call())
                                        .filter(c -> !Boolean.TRUE.equals(c.agreed()))
                                        .isEmpty())
                        .map(r -> new RecordingRows.Waiting(r.id(), r.call(), clock.instant()))
                        .toList();
    }

    /** Whether it is still to be kept. */
    boolean isWaiting(RecordingId id) {
        return rows.find(id).filter(r -> r.state() instanceof Recording.State.Waiting).isPresent();
    }

    /** What may not be on the recording, whatever is on its tape. */
    List<Tape.Stretch> silent(RecordingId id) {
        var recording = rows.find(id).orElseThrow();
        var began = calls.get(recording.call()).times().answered();
        return pauses.gaps(recording.call(), began, Long.MAX_VALUE / Tape.RATE).stream()
                .map(g -> new Tape.Stretch(g.fromMs(), g.untilMs()))
                .toList();
    }

    Optional<SealedKey> key(RecordingId id, SealedKey offered) {
        return rows.key(id, offered);
    }

    /** Until when no object of it may be deleted, as far as is known by now; null for no date. */
    @Nullable Instant keptUntil(RecordingId id) {
        var until = locks.until(id);
        return until != null && until.isAfter(clock.instant()) ? until : null;
    }

    /**
     * @param lockedUntil null where the store does not lock
     */
    void store(RecordingId id, CallId call, Kept kept, @Nullable Instant lockedUntil) {
        if (rows.stored(id, kept, clock.instant())) {
            locks.locked(id, lockedUntil);
            events.publishEvent(new RecordingStored(id, call));
        }
    }

    void empty(RecordingId id, CallId call, Recording.Reason why) {
        if (rows.missed(id, "EMPTY", why)) {
            events.publishEvent(new RecordingMissed(id, call, why));
        }
    }

    void lost(RecordingId id, CallId call, Recording.Reason why) {
        if (rows.missed(id, "LOST", why)) {
            events.publishEvent(new RecordingMissed(id, call, why));
        }
    }

    /** Whether a lost recording waits again. */
    boolean found(RecordingId id) {
        return rows.found(id);
    }
}
