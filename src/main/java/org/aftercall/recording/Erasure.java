package org.aftercall.recording;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes recordings unreadable for good by destroying their data keys; their objects, and all copies
 * of them in backups of the store, are noise from then on. Nothing that is held is touched.
 */
@Service
public class Erasure {
    private static final int AT_ONCE = 200;

    private final ErasureRows rows;
    private final Ownership ownership;
    private final Trace trace;
    private final Leases leases;
    private final Clock clock;

    Erasure(ErasureRows rows, Ownership ownership, Trace trace, Leases leases, Clock clock) {
        this.rows = rows;
        this.ownership = ownership;
        this.trace = trace;
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * Erases all sound of a person.
     *
     * @return how many recordings
     * @throws Refusal while anything of it is held, or the person is on the telephone
     */
    @Transactional
    public int ofPerson(UUID patient, Grounds why) {
        leases.queue(Holds.QUEUE);
        ownership.checkInScope(patient, null);
        var all = rows.of(patient);
        long held = all.stream().filter(ErasureRows.Mine::held).count();
        if (held > 0) {
            trace.trail().note("erasure.refused", "patient", patient, patient, "held=" + held);
            throw new Refusal(Kind.LOCKED, "erasure.held", held);
        }
        if (all.stream().anyMatch(ErasureRows.Mine::live)) {
            throw new Refusal(Kind.CONFLICT, "erasure.live");
        }
        var now = clock.instant();
        int count = 0;
        for (var one : all) {
            if (one.erasable() && rows.erase(one.id(), Recording.Reason.ERASED, now)) {
                trace.events().publishEvent(new RecordingErased(one.id(), one.call()));
                count++;
            }
        }
        rows.note(patient, why, CurrentUser.get().id().value(), now, count);
        trace.trail().note("erasure", "patient", patient, patient, "recordings=" + count);
        return count;
    }

    /**
     * He said no to being recorded when the talk was over and not yet written up: nothing of it is
     * kept, unless it is held.
     */
    @Transactional
    public void refused(CallId call) {
        leases.queue(Holds.QUEUE);
        rows.of(call)
                .filter(one -> !one.live() && one.erasable())
                .ifPresent(one -> {
                    var id = one.id().value();
                    if (one.held()) {
                        trace.trail().note("erasure.refused", "recording", id, null, "held");
                    } else if (rows.erase(one.id(), Recording.Reason.NOT_AGREED, clock.instant())) {
                        trace.trail().note("recording.refused", "recording", id, null);
                        trace.events().publishEvent(new RecordingErased(one.id(), one.call()));
                    }
                });
    }

    /**
     * Erases some of those whose time is over.
     *
     * @return how many; 0 when none is left
     */
    @Transactional
    public int someExpired() {
        leases.queue(Holds.QUEUE);
        var now = clock.instant();
        var due = rows.expired(now, AT_ONCE);
        for (var one : due) {
            rows.erase(one.id(), Recording.Reason.EXPIRED, now);
            trace.trail().note("recording.expired", "recording", one.id().value(), null);
            trace.events().publishEvent(new RecordingErased(one.id(), one.call()));
        }
        return due.size();
    }

    /** How many would be gone, did not somebody hold them. */
    long heldBack(Instant now) {
        return rows.heldBack(now);
    }
}
