package org.aftercall.followup;

import java.time.Clock;
import java.util.List;
import org.aftercall.call.CallId;
import org.aftercall.followup.EscalationSteps.Kind;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with escalations. */
@Service
@Transactional
class Escalations {
    static final int LONGEST_NOTE = 2000;

    private final EscalationRows rows;
    private final EscalationSteps steps;
    private final Roster roster;
    private final ClosingCalls calls;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Escalations(
            EscalationRows rows,
            EscalationSteps steps,
            Roster roster,
            ClosingCalls calls,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.steps = steps;
        this.roster = roster;
        this.calls = calls;
        this.events = events;
        this.clock = clock;
    }

    /** The escalation, if the person asking may see it. */
    @Transactional(readOnly = true)
    public Escalation get(EscalationId id, CurrentUser who) {
        return visible(rows.find(id).orElse(null), who);
    }

    /** "I have it." Saying so twice changes nothing. */
    public void acknowledge(EscalationId id, CurrentUser who) {
        var escalation = open(id, who);
        if (escalation.state() == Escalation.State.ACKNOWLEDGED) {
            if (!who.id().equals(escalation.owner())) {
                throw new Refusal(Refusal.Kind.CONFLICT, "escalation.inHand");
            }
            return;
        }
        rows.acknowledge(id, who.id(), clock.instant());
        step(id, Kind.ACKNOWLEDGED, who, null, null);
    }

    /**
     * Gives it to a colleague, or to whoever is on duty at a level; a level is never gone down.
     *
     * @param to null for whoever is on duty
     * @param level of whom to tell; null when it stays
     */
    public void handOver(
            EscalationId id,
            @Nullable StaffId to,
            @Nullable DutyLevel level,
            @Nullable String note,
            CurrentUser who) {
        var escalation = open(id, who);
        checkNote(note);
        if (level != null && level.compareTo(escalation.level()) < 0) {
            throw mend("/level", "escalation.down");
        }
        if (to != null) {
            checkMayHave(to, escalation);
            rows.handOver(id, to, level == null ? escalation.level() : level);
        } else if (level != null) {
            var found =
                    roster.find(escalation.kind(), escalation.links().department(), level)
                            .orElseThrow(() -> mend("/level", "escalation.nobody"));
            rows.handOver(id, found.who(), found.level());
        } else {
            throw mend("/to", "escalation.to");
        }
        step(id, Kind.HANDED_OVER, who, note, null);
    }

    public void note(EscalationId id, @Nullable String note, CurrentUser who) {
        open(id, who);
        checkNote(note);
        if (note == null || note.isBlank()) {
            throw mend("/note", "escalation.note");
        }
        step(id, Kind.NOTED, who, note, null);
    }

    /**
     * Closes it: with the call in which the patient was called back after it was raised, or with
     * the reason why he was not.
     */
    public void close(
            EscalationId id, @Nullable CallId call, @Nullable String why, CurrentUser who) {
        var escalation = open(id, who);
        checkNote(why);
        if (call == null && (why == null || why.isBlank())) {
            throw mend("/callId", "escalation.close");
        }
        if (call != null) {
            calls.check(escalation, call, why == null || why.isBlank());
        }
        var reason = why == null || why.isBlank() ? null : why.strip();
        rows.close(id, new Escalation.Closing(call, reason), clock.instant());
        step(id, Kind.CLOSED, who, reason, call);
    }

    /** One that is not over, locked until the transaction is. */
    Escalation open(EscalationId id, CurrentUser who) {
        var escalation = visible(rows.lock(id).orElse(null), who);
        if (!escalation.state().open()) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    escalation.state() == Escalation.State.CLOSED
                            ? "escalation.closed"
                            : "escalation.withdrawn");
        }
        return escalation;
    }

    void step(
            EscalationId id,
            Kind kind,
            CurrentUser who,
            @Nullable String note,
            @Nullable CallId call) {
        steps.add(id, kind, who.id(), note, call, clock.instant());
        events.publishEvent(
                new EscalationChanged(id, rows.find(id).map(Escalation::owner).orElse(null)));
    }

    private static Escalation visible(@Nullable Escalation escalation, CurrentUser who) {
        if (escalation == null || !who.scope().covers(escalation.links().department())) {
            throw new Refusal(Refusal.Kind.NOT_FOUND, "escalation.unknown");
        }
        return escalation;
    }

    private void checkMayHave(StaffId to, Escalation escalation) {
        if (!roster.mayHave(to, escalation.links().department())) {
            throw mend("/to", "escalation.notTheirs");
        }
    }

    private static void checkNote(@Nullable String note) {
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "escalation.invalid",
                    List.of(),
                    List.of(new Mend("/note", "escalation.noteTooLong", List.of(LONGEST_NOTE))));
        }
    }

    static Refusal mend(String pointer, String code) {
        return new Refusal(
                Refusal.Kind.INVALID,
                "escalation.invalid",
                List.of(),
                List.of(new Mend(pointer, code, List.of())));
    }
}
