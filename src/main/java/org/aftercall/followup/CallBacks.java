package org.aftercall.followup;

import java.util.Optional;
import org.aftercall.call.CallId;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.followup.EscalationSteps.Kind;
import org.aftercall.kernel.Refusal;
import org.aftercall.patient.ContactId;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.Closing;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Unplanned;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Calls back the patient whom an escalation concerns. */
@Service
@Transactional
public class CallBacks {
    private final Escalations escalations;
    private final EscalationRows rows;
    private final Unplanned unplanned;
    private final Worklists worklists;
    private final Closing closing;
    private final Dialer dialer;

    CallBacks(
            Escalations escalations,
            EscalationRows rows,
            Unplanned unplanned,
            Worklists worklists,
            Closing closing,
            Dialer dialer) {
        this.escalations = escalations;
        this.rows = rows;
        this.unplanned = unplanned;
        this.worklists = worklists;
        this.closing = closing;
        this.dialer = dialer;
    }

    /**
     * Dials him within his hours and wishes, whatever his list's pause, season, crew and caps say:
     * those are for what was planned. Task, call and history come to be together or not at all;
     * doing it again while the call is hers gives that call.
     *
     * @param contact null for the number to try first
     */
    public Attempt dial(EscalationId id, @Nullable ContactId contact, CurrentUser who) {
        var escalation = escalations.open(id, who);
        var mine =
                dialer.openOf(who.id()).filter(a -> a.task().equals(escalation.links().callBack()));
        if (mine.isPresent()) {
            return mine.get();
        }
        var task = task(escalation);
        rows.calledBackUnder(id, task);
        worklists.claimForAlert(task, who.id(), who.scope());
        var number =
                Optional.ofNullable(contact)
                        .or(() -> dialer.suggest(task))
                        .orElseThrow(
                                () -> new Refusal(Refusal.Kind.CONFLICT, "escalation.noNumber"));
        var attempt = dialer.dialForAlert(who.id(), task, number);
        escalations.step(id, Kind.CALLED_BACK, who, null, attempt.call());
        return attempt;
    }

    /**
     * Closes it, as {@link Escalations#close}; with a reason alone nobody is called back any more.
     * With a call, the record of that call says whether he is called again.
     */
    public void close(
            EscalationId id, @Nullable CallId call, @Nullable String why, CurrentUser who) {
        escalations.close(id, call, why, who);
        var task = escalations.get(id, who).links().callBack();
        if (call == null && why != null && task != null) {
            closing.callBackOver(task, why.strip(), who.id());
        }
    }

    /** A try that reached nobody left its task open: it is the same one again. */
    private TaskId task(Escalation escalation) {
        return Optional.ofNullable(escalation.links().callBack())
                .flatMap(worklists::find)
                .filter(t ->
                        t.state() != FollowUpTask.State.DONE
                                && t.state() != FollowUpTask.State.GIVEN_UP)
                .map(FollowUpTask::id)
                .orElseGet(() -> unplanned.open(escalation.links().patient()));
    }
}
