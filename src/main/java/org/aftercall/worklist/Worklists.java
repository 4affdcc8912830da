package org.aftercall.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.CallingHours;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The contacts that are owed, handed out to one nurse at a time. */
@Service
@Transactional
public class Worklists {
    private final Tasks tasks;
    private final Lists lists;
    private final Claims claims;
    private final Desk desk;
    private final Moment.Camera moments;
    private final WorklistSettings settings;
    private final ApplicationEventPublisher events;

    Worklists(
            Tasks tasks,
            Lists lists,
            Claims claims,
            Desk desk,
            Moment.Camera moments,
            WorklistSettings settings,
            ApplicationEventPublisher events) {
        this.tasks = tasks;
        this.lists = lists;
        this.claims = claims;
        this.desk = desk;
        this.moments = moments;
        this.settings = settings;
        this.events = events;
    }

    /**
     * Owes a contact; the same stay in hospital is owed once per list however often it is asked.
     */
    public TaskId owe(
            PatientId patient,
            EncounterId encounter,
            String department,
            Instant dueAt,
            WorklistId list) {
        return tasks.owe(list, patient, encounter, department, dueAt)
                .orElseGet(() -> tasks.owed(list, encounter));
    }

    /** The lists that take patients: one that is over would never call them. */
    public List<Worklist> taking() {
        return lists.all().stream().filter(l -> !l.season().overBy(today(l))).toList();
    }

    /** The list that takes such a discharge: the one that asks for most before the one for all. */
    public static Optional<Worklist> feeding(List<Worklist> lists, Feed.Case discharge) {
        return lists.stream()
                .filter(l -> l.feed().takes(discharge))
                .max((a, b) -> Integer.compare(a.feed().strictness(), b.feed().strictness()));
    }

    public List<Worklist> all(DataScope scope) {
        return lists.all().stream().filter(l -> l.touches(scope)).toList();
    }

    public Worklist get(WorklistId id, DataScope scope) {
        return all(scope).stream()
                .filter(l -> l.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "worklist.unknown"));
    }

    public Worklist of(FollowUpTask task) {
        return lists.find(task.worklist()).orElseThrow();
    }

    public Counts counts(Worklist list, DataScope scope) {
        var now = moments.now();
        return desk.counts(scope, list.id().value(), now, settings.midnightBefore(now));
    }

    /** What is closed today, and what of the open falls due before the day is over. */
    public int plannedToday(DataScope scope) {
        var now = moments.now();
        return desk.progress(
                        scope,
                        now,
                        settings.midnightBefore(now),
                        settings.midnightBefore(now.plus(Duration.ofDays(1))))
                .plannedToday();
    }

    /**
     * How many were given up since the day began and still are, for lack of an answer or a number.
     */
    public int lostToday(DataScope scope) {
        return desk.lost(scope, moments.now(), dayBegan());
    }

    /**
     * An agreed callback that nobody made in time.
     *
     * @param agreed for when
     */
    public record MissedCallback(
            TaskId task, PatientId patient, String patientName, Instant agreed) {
        @Override
        public String toString() {
            return "MissedCallback[" + task.value() + "]";
        }
    }

    /** The oldest first, by when they were agreed for. */
    public List<MissedCallback> missedCallbacks(DataScope scope) {
        return desk.missed(scope, moments.now()).stream()
                .map(l ->
                        new MissedCallback(
                                l.task().id(), l.task().patient(), l.patientName(), l.agreed()))
                .toList();
    }

    /** When the day began, on the lists' usual clock. */
    public Instant dayBegan() {
        return settings.midnightBefore(moments.now());
    }

    /** When the day is over, on the same clock. */
    public Instant dayEnds() {
        return settings.midnightBefore(moments.now().plus(Duration.ofDays(1)));
    }

    /** How long writing up a call of the list should take: its own target, or the house's. */
    public Duration wrapUp(Worklist list) {
        return Objects.requireNonNullElseGet(list.manner().wrapUp(), moments::wrapUp);
    }

    /** When the list may call, with the holidays if it keeps them. */
    public CallingHours hours(Worklist list) {
        return moments.hours(list);
    }

    /** The day it is by the list's own clock. */
    public LocalDate today(Worklist list) {
        return LocalDate.ofInstant(moments.now(), ZoneId.of(list.zone()));
    }

    /** Whether the list may call now, by its own clock. */
    public boolean isOpen(Worklist list) {
        return hours(list).isOpen(moments.now(), ZoneId.of(list.zone()));
    }

    public Optional<FollowUpTask> find(TaskId id) {
        return tasks.find(id);
    }

    public FollowUpTask get(TaskId id, DataScope scope) {
        return tasks.find(id)
                .filter(t -> scope.covers(t.department()))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "task.unknown"));
    }

    /** Hands the most urgent due task to the nurse; no two nurses ever get the same one. */
    public Optional<FollowUpTask> claimNext(
            StaffId nurse, DataScope scope, @Nullable UUID worklist) {
        return claimFrom(
                nurse,
                scope,
                all(scope).stream()
                        .filter(l -> worklist == null || l.id().value().equals(worklist))
                        // There the nurses choose for themselves.
                        .filter(l -> l.manner().mode() != Mode.MANUAL)
                        .toList());
    }

    /** The same, out of some lists in the order in which they are given. */
    public Optional<FollowUpTask> claimFrom(
            StaffId nurse, DataScope scope, List<Worklist> candidates) {
        return claimFrom(nurse, scope, candidates, Claims.Heap.ALL);
    }

    /**
     * Only what no machine may ring ahead of a nurse: agreed callbacks, who picked up once and
     * found nobody, and what is not for every nurse.
     */
    public Optional<FollowUpTask> claimPromised(
            StaffId nurse, DataScope scope, List<Worklist> candidates) {
        return claimFrom(
                nurse, scope, candidates, EnumSet.complementOf(EnumSet.of(Claims.Heap.OTHERS)));
    }

    private Optional<FollowUpTask> claimFrom(
            StaffId nurse, DataScope scope, List<Worklist> candidates, Set<Claims.Heap> heaps) {
        var mine = candidates.stream().filter(l -> !l.paused() && l.worksWith(nurse)).toList();
        var open = moments.of(mine).stream().filter(m -> !m.openZones().isEmpty()).toList();
        // What was promised comes first, on whichever list.
        for (var heap : heaps) {
            for (var moment : open) {
                var until = moment.now().plus(settings.lease());
                var task = claims.next(heap, moment, nurse, scope, until);
                if (task.isPresent()) {
                    claimed(task.get().id(), nurse);
                    return task;
                }
            }
        }
        return Optional.empty();
    }

    public FollowUpTask claim(TaskId id, StaffId nurse, DataScope scope) {
        var task = get(id, scope);
        // What was handed to a supervisor she may also call herself.
        if (!task.referred() && !of(task).worksWith(nurse)) {
            throw new Refusal(Kind.CONFLICT, "task.notCrew");
        }
        return take(id, nurse);
    }

    /** The same for an alert: who answers for it need not be of the list's crew. */
    public FollowUpTask claimForAlert(TaskId id, StaffId nurse, DataScope scope) {
        return take(get(id, scope).id(), nurse);
    }

    private FollowUpTask take(TaskId id, StaffId nurse) {
        var now = moments.now();
        if (!tasks.claim(id, nurse, now, now.plus(settings.lease()))) {
            throw new Refusal(Kind.CONFLICT, "task.taken");
        }
        claimed(id, nurse);
        return tasks.find(id).orElseThrow();
    }

    private void claimed(TaskId id, StaffId nurse) {
        tasks.releaseAll(nurse, id);
        events.publishEvent(new TaskChanged(id));
    }

    public void release(TaskId id, StaffId nurse, @Nullable Instant snoozeUntil) {
        if (!tasks.release(id, nurse, snoozeUntil)) {
            throw new Refusal(Kind.CONFLICT, "task.notYours");
        }
        events.publishEvent(new TaskChanged(id));
    }

    /** From now on a call for this task is on; the claim no longer runs out. */
    public void hold(TaskId id, StaffId nurse) {
        if (!tasks.hold(id, nurse)) {
            throw new Refusal(Kind.CONFLICT, "task.notYours");
        }
        events.publishEvent(new TaskChanged(id));
    }

    /** Whom predictive dialing may ring now, in that order; nobody is handed out by asking. */
    @Transactional(readOnly = true)
    public List<TaskId> ahead(Worklist list, DataScope scope, int limit) {
        var moment = moments.of(list);
        return list.paused() || moment.openZones().isEmpty()
                ? List.of()
                : claims.ahead(moment, scope, limit);
    }

    /** From now on a call for this task is on, though no nurse has it yet. */
    public void holdForWhoComes(TaskId id) {
        if (!tasks.holdForWhoComes(id, moments.now())) {
            throw new Refusal(Kind.CONFLICT, "task.taken");
        }
        events.publishEvent(new TaskChanged(id));
    }

    /** She has the call that was on. */
    public void come(TaskId id, StaffId nurse) {
        if (!tasks.come(id, nurse)) {
            throw new Refusal(Kind.CONFLICT, "task.taken");
        }
        events.publishEvent(new TaskChanged(id));
    }

    /** The call went on to her, or she writes it up in somebody's place. */
    public void pass(TaskId id, StaffId to) {
        if (tasks.pass(id, to)) {
            events.publishEvent(new TaskChanged(id));
        }
    }

    /** Looks at others first for a while, because something speaks against this one. */
    public void putOff(TaskId id, Duration by) {
        tasks.putOff(id, moments.now().plus(by));
    }

    @EventListener(ApplicationReadyEvent.class)
    void openTheFirstList() {
        lists.addFirst(settings.firstList());
    }
}
