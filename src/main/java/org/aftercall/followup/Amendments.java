package org.aftercall.followup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aftercall.dialer.Dialer;
import org.aftercall.dialer.TakingBack;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.NextFollowUps;
import org.aftercall.worklist.NextStep;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Opens signed records again: at once and as if nothing had been decided when it was a slip, later
 * for a new version with a reason. What was signed is kept either way.
 */
@Component
class Amendments {
    /** So long after she signed, its nurse may take the outcome back. */
    static final Duration SECOND_THOUGHTS = Duration.ofSeconds(30);

    private static final int LONGEST_REASON = 300;

    private final Past past;
    private final Dialer dialer;
    private final TakingBack takingBack;
    private final NextFollowUps nextFollowUps;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Amendments(
            Past past,
            Dialer dialer,
            TakingBack takingBack,
            NextFollowUps nextFollowUps,
            ApplicationEventPublisher events,
            Clock clock) {
        this.past = past;
        this.dialer = dialer;
        this.takingBack = takingBack;
        this.nextFollowUps = nextFollowUps;
        this.events = events;
        this.clock = clock;
    }

    /** Until when its nurse may take the outcome back; null for others and for what she may not. */
    static @Nullable Instant undoUntil(FollowUp record, CurrentUser who) {
        var ending = record.ending();
        return ending != null && who.id().value().equals(ending.signedBy())
                ? ending.signedAt().plus(SECOND_THOUGHTS)
                : null;
    }

    void undo(FollowUp record, CurrentUser who) {
        var decided = record.disposition();
        if (!record.signed() || decided == null) {
            throw new Refusal(Kind.CONFLICT, "record.notSigned");
        }
        var until = undoUntil(record, who);
        if (until == null) {
            throw new Refusal(Kind.FORBIDDEN, "record.notYours");
        }
        var now = clock.instant();
        if (now.isAfter(until)) {
            throw new Refusal(Kind.CONFLICT, "record.undoLate", SECOND_THOUGHTS.toSeconds());
        }
        nextFollowUps.takeBack(record.links().task());
        takingBack.undo(record.links().attempt(), decided);
        open(record, who, null, now);
    }

    void reopen(FollowUp record, @Nullable String why, CurrentUser who) {
        if (!record.signed()) {
            throw new Refusal(Kind.CONFLICT, "record.notSigned");
        }
        if (!who.id().equals(record.links().nurse()) && !mayTakeUp(record, who)) {
            throw new Refusal(Kind.FORBIDDEN, "record.notYours");
        }
        var reason = why == null ? "" : why.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new Refusal(
                    Kind.INVALID,
                    "record.incomplete",
                    List.of(),
                    List.of(
                            new Refusal.Mend(
                                    "/reason", "record.reopenReason", List.of(LONGEST_REASON))));
        }
        open(record, who, reason, clock.instant());
    }

    /** What its nurse lost is the supervisor's to finish, too. */
    static boolean mayTakeUp(FollowUp record, CurrentUser who) {
        return record.disposition() == Disposition.RECORD_LOST && who.may(Permission.SUPERVISE);
    }

    private void open(FollowUp record, CurrentUser who, @Nullable String why, Instant now) {
        if (!past.reopen(record, who.id(), why, now)) {
            throw new Refusal(Kind.STALE, "record.stale");
        }
        events.publishEvent(new FollowUpChanged(record.id(), record.links().nurse()));
    }

    /**
     * What follows. An amendment that keeps its outcome leaves the task alone; one that changes it
     * decides anew, as long as nothing came after it.
     */
    NextStep decide(FollowUp record, Signing signing) {
        var attempt = dialer.find(record.links().attempt()).orElseThrow();
        if (attempt.settled() == null) {
            return after(
                    record,
                    signing,
                    dialer.settle(attempt.id(), signing.disposition(), signing.callbackAt()));
        }
        var before = past.last(record.id()).orElseThrow();
        if (before.decided(signing.disposition(), signing.callbackAt())) {
            return before.next();
        }
        if (before.disposition() == Disposition.RECORD_LOST && takingBack.wentOn(attempt.id())) {
            // He was called again meanwhile: what came of this call is told, and decides nothing.
            takingBack.correctAlone(attempt.id(), signing.disposition());
            return before.next();
        }
        nextFollowUps.takeBack(record.links().task());
        return after(
                record,
                signing,
                takingBack.correct(
                        attempt.id(),
                        before.disposition(),
                        signing.disposition(),
                        signing.callbackAt()));
    }

    private NextStep after(FollowUp record, Signing signing, NextStep next) {
        return nextFollowUps.after(record.links().task(), next, signing.nextFollowUp());
    }

    /** The moment for which it must be right: what was agreed before may be over by now. */
    Instant asOf(FollowUp record, Signing signing) {
        return past.last(record.id())
                .filter(v -> v.decided(signing.disposition(), signing.callbackAt()))
                .map(Past.Version::signedAt)
                .orElseGet(clock::instant);
    }
}
