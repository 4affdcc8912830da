package org.aftercall.followup;

import java.util.Map;
import org.aftercall.call.Call;
import org.aftercall.call.CallEnded;
import org.aftercall.dialer.AttemptMissed;
import org.aftercall.dialer.AttemptOrdered;
import org.aftercall.dialer.AttemptResumed;
import org.aftercall.dialer.AttemptTaken;
import org.aftercall.worklist.Worklists;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the records in step with the attempts: what of them no nurse writes. */
@Component
@Transactional
class Scribe {
    private final Rows rows;
    private final Worklists worklists;
    private final Beginnings beginnings;
    private final Outcomes outcomes;
    private final Signatures signatures;
    private final ApplicationEventPublisher events;

    Scribe(
            Rows rows,
            Worklists worklists,
            Beginnings beginnings,
            Outcomes outcomes,
            Signatures signatures,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.worklists = worklists;
        this.beginnings = beginnings;
        this.outcomes = outcomes;
        this.signatures = signatures;
        this.events = events;
    }

    /** In the ordering transaction itself: no attempt without its record, no record without it. */
    @EventListener
    void on(AttemptOrdered event) {
        var attempt = event.attempt();
        var task = worklists.find(attempt.task()).orElseThrow();
        var begins = beginnings.of(attempt, task);
        var id = FollowUpId.next();
        rows.open(
                new FollowUp(
                        id,
                        1,
                        false,
                        new FollowUp.Links(
                                attempt.id(),
                                task.id(),
                                task.patient(),
                                task.encounter(),
                                attempt.call(),
                                attempt.nurse(),
                                task.department()),
                        begins.questionnaire().code(),
                        begins.questionnaire().version(),
                        attempt.number(),
                        begins.answers(),
                        Map.of(),
                        "",
                        new FollowUp.Axes(null, null, null, null, null, null, null),
                        null,
                        null,
                        new FollowUp.Times(attempt.ordered(), null, null, attempt.ordered()),
                        begins.resumed()));
        outcomes.label(attempt, attempt.call(), id, task);
    }

    /** In the transaction that gives her the call: from its first word the form is hers. */
    @EventListener
    void on(AttemptTaken event) {
        var record = rows.of(event.attempt().id()).orElseThrow();
        rows.takenBy(record.id(), event.nurse());
        var task = worklists.find(record.links().task()).orElseThrow();
        outcomes.label(event.attempt(), event.attempt().call(), record.id(), task);
        events.publishEvent(new FollowUpChanged(record.id(), event.nurse()));
    }

    /** He rang back while she writes: the sound of that call is of the same talk. */
    @EventListener
    void on(AttemptResumed event) {
        var record = rows.of(event.attempt().id()).orElseThrow();
        var task = worklists.find(record.links().task()).orElseThrow();
        outcomes.label(event.attempt(), event.call(), record.id(), task);
    }

    @ApplicationModuleListener
    void on(CallEnded event) {
        rows.of(event.call())
                .filter(r -> !r.signed())
                .ifPresent(r -> {
                    rows.callFacts(r.id(), outcomes.call(event.call()));
                    events.publishEvent(new FollowUpChanged(r.id(), r.links().nurse()));
                });
    }

    /** Nobody talked: the house writes the record from the line's result, once. */
    @ApplicationModuleListener
    void on(AttemptMissed event) {
        rows.of(event.attempt())
                .filter(r -> !r.signed())
                .ifPresent(r -> signByItself(r, outcomes.call(event.call())));
    }

    private void signByItself(FollowUp record, Call call) {
        rows.callFacts(record.id(), call);
        var known = rows.find(record.id()).orElseThrow();
        var disposition = Judgement.ofCall(call, known);
        var next = outcomes.settle(record.links().attempt(), disposition, null);
        var outcome =
                known.with(
                        // Nobody said anything; what was known beforehand is no answer.
                        Map.of(),
                        known.note(),
                        new FollowUp.Axes(
                                known.axes().line(),
                                Reached.NOBODY,
                                null,
                                Completion.NOT_STARTED,
                                null,
                                Clinical.NONE,
                                known.axes().q850()),
                        disposition);
        signatures.sign(outcome, known.version(), null, next, null);
    }
}
