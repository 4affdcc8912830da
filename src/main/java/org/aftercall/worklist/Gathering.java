package org.aftercall.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes patients who were discharged before a list was made onto it: who fits its filter and is
 * owed nothing elsewhere, each for the latest stay that fits, and nobody twice.
 */
@Service
@Transactional
class Gathering {
    /** Further back than anybody is followed up. */
    static final int MOST_DAYS = 730;

    private final Gathered gathered;
    private final Tasks tasks;
    private final Moment.Camera moments;
    private final Duration dueAfter;
    private final ApplicationEventPublisher events;

    /**
     * @param dueAfter time from the day of discharge to the first call: the import's own
     */
    Gathering(
            Gathered gathered,
            Tasks tasks,
            Moment.Camera moments,
            @Value("${aftercall.intake.due-after:48h}") Duration dueAfter,
            ApplicationEventPublisher events) {
        this.gathered = gathered;
        this.tasks = tasks;
        this.moments = moments;
        this.dueAfter = dueAfter;
        this.events = events;
    }

    /**
     * In patients, not in stays.
     *
     * @param fit who fits the filter and is not on this list
     * @param elsewhere of them, who has a task open on another list
     * @param stopped of the others, who must not be called
     * @param taken who is left
     */
    record Effect(int fit, int elsewhere, int stopped, int taken) {}

    /**
     * @param undo takes it back; null when nobody was taken
     */
    record Done(Effect effect, @Nullable UUID undo) {}

    record Undone(int back, int of) {}

    private record Plan(Effect effect, List<Gathered.Stay> stays) {}

    /**
     * @param list null for one that is not made yet
     * @param days how many days back a discharge may be
     */
    @Transactional(readOnly = true)
    public Effect preview(Feed feed, @Nullable UUID list, @Nullable Integer days, DataScope scope) {
        return plan(feed, list, days, scope).effect();
    }

    public Done take(Worklist list, @Nullable Integer days, StaffId by, DataScope scope) {
        if (list.season().overBy(LocalDate.ofInstant(moments.now(), ZoneId.of(list.zone())))) {
            throw new Refusal(Kind.CONFLICT, "gather.over");
        }
        gathered.queue();
        var plan = plan(list.feed(), list.id().value(), days, scope);
        if (plan.stays().isEmpty()) {
            return new Done(plan.effect(), null);
        }
        var gathering = gathered.begin(list.id(), by, moments.now());
        for (var stay : plan.stays()) {
            tasks.owe(
                            list.id(),
                            stay.patient(),
                            stay.encounter(),
                            stay.facts().department(),
                            due(stay, list))
                    .ifPresent(task -> {
                        gathered.note(gathering, task);
                        events.publishEvent(new TaskChanged(task));
                    });
        }
        return new Done(plan.effect(), gathering);
    }

    /** Only by who took them in, and only once. */
    public Undone undo(UUID gathering, StaffId by) {
        var of = gathered.size(gathering);
        if (!gathered.undo(gathering, by, moments.now())) {
            throw new Refusal(Kind.CONFLICT, "gather.undone");
        }
        var back = gathered.back(gathering);
        back.forEach(task -> events.publishEvent(new TaskChanged(task)));
        return new Undone(back.size(), of);
    }

    private Plan plan(Feed feed, @Nullable UUID list, @Nullable Integer days, DataScope scope) {
        if (days == null || days < 0 || days > MOST_DAYS) {
            throw new Refusal(
                    Kind.INVALID,
                    "gather.invalid",
                    List.of(),
                    List.of(new Refusal.Mend("/days", "worklist.within", List.of(0, MOST_DAYS))));
        }
        var since = LocalDate.ofInstant(moments.now(), ZoneId.of("UTC")).minusDays(days);
        var seen = new HashSet<Object>();
        var taken = new ArrayList<Gathered.Stay>();
        int fit = 0;
        int elsewhere = 0;
        int stopped = 0;
        for (var stay : gathered.since(since, list, scope)) {
            if (!feed.takes(stay.facts()) || stay.here() || !seen.add(stay.patient())) {
                continue;
            }
            fit++;
            if (stay.elsewhere()) {
                elsewhere++;
            } else if (stay.stopped()) {
                stopped++;
            } else {
                taken.add(stay);
            }
        }
        return new Plan(new Effect(fit, elsewhere, stopped, taken.size()), taken);
    }

    /** As if he had been imported onto it; what should have been is owed now. */
    private Instant due(Gathered.Stay stay, Worklist list) {
        var zone = ZoneId.of(list.zone());
        var day = stay.dischargedOn().plusDays(dueAfter.toDays()).atStartOfDay(zone).toInstant();
        var due = moments.hours(list).nextOpening(day, zone).orElse(day);
        return due.isBefore(moments.now()) ? moments.now() : due;
    }
}
