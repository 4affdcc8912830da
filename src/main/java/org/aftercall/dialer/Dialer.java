package org.aftercall.dialer;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.aftercall.call.Call;
import org.aftercall.call.CallAnswered;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Calls;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.Verdict;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.NextStep;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders calls, and decides what comes of them. */
@Service
@Transactional
public class Dialer {
    private final Attempts attempts;
    private final Clearance clearance;
    private final Calls calls;
    private final Staff staff;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Dialer(
            Attempts attempts,
            Clearance clearance,
            Calls calls,
            Staff staff,
            ApplicationEventPublisher events,
            Clock clock) {
        this.attempts = attempts;
        this.clearance = clearance;
        this.calls = calls;
        this.staff = staff;
        this.events = events;
        this.clock = clock;
    }

    /** How often a number was tried, and how often somebody picked up. */
    public record History(int tried, int good) {}

    /** On whose account a nurse's call is ordered. */
    private enum Errand {
        HER_OWN,
        ALERT,
        HOUSE
    }

    /** What was done in a day: telephones rung, people who picked up, interviews completed. */
    public record Day(int dialed, int reached, int completed) {}

    /**
     * How far the follow-ups of a day came, each counted once however often it was rung.
     *
     * @param due what the day asked for
     */
    public record Stages(int due, int dialed, int reached, int completed) {}

    /**
     * Orders one call: attempt, call and held task come to be together or not at all.
     *
     * @param requestKey the caller's idempotency key; the same key gives the same attempt
     */
    public Attempt dial(
            StaffId nurse, TaskId task, ContactId contact, @Nullable String requestKey) {
        return order(nurse, task, contact, requestKey, Errand.HER_OWN);
    }

    /**
     * The same for an alert that asks for it: his hours and wishes may refuse it, but no pause,
     * season or cap of the list that he is on.
     */
    public Attempt dialForAlert(StaffId nurse, TaskId task, ContactId contact) {
        return order(nurse, task, contact, null, Errand.ALERT);
    }

    /** The same by the house: only while she is ready, and not a moment longer. */
    Attempt dialFor(StaffId nurse, TaskId task, ContactId contact) {
        return order(nurse, task, contact, null, Errand.HOUSE);
    }

    private Attempt order(
            StaffId nurse,
            TaskId task,
            ContactId contact,
            @Nullable String requestKey,
            Errand errand) {
        if (requestKey != null) {
            var before = attempts.byRequest(nurse, requestKey);
            if (before.isPresent()) {
                return before.get();
            }
        }
        if (attempts.openOf(nurse).isPresent()) {
            throw new Refusal(Kind.CONFLICT, "nurse.busy");
        }
        var cleared =
                errand == Errand.ALERT
                        ? clearance.checkForAlert(nurse, task, contact)
                        : clearance.check(nurse, task, contact);
        var attempt =
                add(
                        task,
                        cleared,
                        contact,
                        nurse,
                        requestKey,
                        () -> place(cleared, desk(nurse), errand));
        clearance.hold(task, nurse);
        occupy(nurse, errand);
        events.publishEvent(new AttemptOrdered(attempt));
        return attempt;
    }

    private void occupy(StaffId nurse, Errand errand) {
        if (errand != Errand.HOUSE) {
            staff.occupy(nurse);
        } else if (!staff.reserve(nurse)) {
            throw new Refusal(Kind.CONFLICT, "nurse.notReady");
        }
    }

    /** Orders a call with no nurse there yet: she comes when the patient answers. */
    Attempt dialAhead(TaskId task) {
        var contact =
                suggest(task).orElseThrow(() -> new Refusal(Kind.CONFLICT, "contact.unknown"));
        var cleared = clearance.check(task, contact);
        var attempt =
                add(
                        task,
                        cleared,
                        contact,
                        null,
                        null,
                        () -> calls.placeOpen(cleared.number(), cleared.ring()));
        clearance.holdForWhoComes(task);
        events.publishEvent(new AttemptOrdered(attempt));
        return attempt;
    }

    private Attempt add(
            TaskId task,
            Clearance.Cleared cleared,
            ContactId contact,
            @Nullable StaffId nurse,
            @Nullable String requestKey,
            Supplier<CallId> place) {
        if (attempts.patientTaken(cleared.patient())) {
            throw new Refusal(Kind.CONFLICT, "patient.onThePhone");
        }
        try {
            var attempt =
                    new Attempt(
                            AttemptId.next(),
                            task,
                            cleared.patient(),
                            contact,
                            nurse,
                            place.get(),
                            attempts.countOf(task) + 1,
                            clock.instant(),
                            null,
                            null);
            attempts.add(attempt, requestKey);
            return attempt;
        } catch (DuplicateKeyException taken) {
            // Somebody else was quicker by a moment; the whole order is rolled back.
            throw new Refusal(Kind.CONFLICT, "patient.onThePhone");
        }
    }

    /** Where she is rung; she has a telephone, and it is there. */
    private Callee.Desk desk(StaffId nurse) {
        var member = staff.get(nurse);
        var desk = member.desk().orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
        calls.checkReady(desk, member.deskKind());
        return new Callee.Desk(desk, member.deskKind());
    }

    /** A nurse who dials hears for herself who picks up. */
    private CallId place(Clearance.Cleared cleared, Callee.Desk desk, Errand errand) {
        return calls.place(
                cleared.number(),
                desk.extension(),
                desk.kind(),
                errand == Errand.HOUSE ? cleared.ring() : cleared.ring().byHand());
    }

    /** Decides the outcome; nurse and patient are free again. Deciding twice changes nothing. */
    public NextStep settle(AttemptId id, Disposition disposition, @Nullable Instant callbackAt) {
        var attempt = attempts.find(id).orElseThrow();
        if (attempts.onTheLineAgain(attempt)) {
            throw new Refusal(Kind.CONFLICT, "record.callLive");
        }
        if (!attempts.settled(id, disposition, clock.instant())) {
            throw new Refusal(Kind.CONFLICT, "attempt.settled");
        }
        var next = clearance.settle(attempt, disposition, calls.get(attempt.call()), callbackAt);
        if (attempt.nurse() != null) {
            staff.free(attempt.nurse());
        }
        return next;
    }

    @Transactional(readOnly = true)
    public Optional<Attempt> openOf(StaffId nurse) {
        return attempts.openOf(nurse);
    }

    /** Who has an attempt that is not settled. */
    @Transactional(readOnly = true)
    Set<StaffId> busy() {
        return attempts.busy();
    }

    /** What a call is an attempt at, or goes on with: who rings back while he is written up. */
    @Transactional(readOnly = true)
    public Optional<Attempt> of(CallId call) {
        return attempts.behind(call);
    }

    @Transactional(readOnly = true)
    public Optional<Attempt> find(AttemptId id) {
        return attempts.find(id);
    }

    @Transactional(readOnly = true)
    public Map<ContactId, History> histories(PatientId patient) {
        return attempts.histories(patient);
    }

    /** What each nurse did since then; who did nothing is missing. */
    @Transactional(readOnly = true)
    public Map<StaffId, Day> since(Instant from) {
        return attempts.since(from);
    }

    /** What predictive dialing rang since then, and no nurse had. */
    @Transactional(readOnly = true)
    public Day untakenSince(Instant from, DataScope scope) {
        return attempts.untakenSince(from, scope);
    }

    /**
     * Of the follow-ups rung since then how many were reached and completed; as due only those that
     * are not due before {@code until} any more and not closed.
     */
    @Transactional(readOnly = true)
    public Stages stages(Instant from, Instant until, DataScope scope) {
        return attempts.stages(from, until, scope);
    }

    /** The number to try next for a task; empty when none is left. */
    @Transactional(readOnly = true)
    public Optional<ContactId> suggest(TaskId task) {
        return clearance.suggest(task, attempts.lastContact(task).orElse(null));
    }

    /** In the answering transaction: it only passes on what is known, so nothing can be missed. */
    @EventListener
    void on(CallAnswered event) {
        attempts.of(event.call())
                .ifPresent(a -> events.publishEvent(new AttemptConnected(a.id(), a.call())));
    }

    @ApplicationModuleListener
    void on(CallEnded event) {
        attempts.of(event.call()).ifPresent(a -> over(a, calls.get(event.call())));
    }

    /** By somebody: a machine that was heard is nobody. */
    static boolean answered(Call call) {
        return call.times().answered() != null && call.ear() != Verdict.MACHINE;
    }

    private void over(Attempt attempt, Call call) {
        var at = call.times().ended();
        var answered = answered(call);
        if (at == null || !attempts.ended(attempt.id(), answered, at)) {
            return;
        }
        if (!answered || attempt.nurse() == null) {
            events.publishEvent(new AttemptMissed(attempt.id(), attempt.call(), at));
        } else if (attempts.find(attempt.id()).orElseThrow().settled() == null) {
            // She may have signed before this news came: then she is free, or on her next call.
            staff.become(attempt.nurse(), Presence.WRAPPING_UP);
        }
    }

    /** Events are kept by the registry; this finds what even that lost. */
    @org.springframework.scheduling.annotation.Scheduled(fixedDelay = 60_000)
    void listenAgain() {
        attempts.unheard().forEach(a -> over(a, calls.get(a.call())));
    }
}
