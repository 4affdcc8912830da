package org.aftercall.dialer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aftercall.call.Calls;
import org.aftercall.dialer.pacing.Capped;
import org.aftercall.dialer.pacing.Floor;
import org.aftercall.dialer.pacing.Pacing;
import org.aftercall.dialer.pacing.Tally;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Leases;
import org.aftercall.staff.Duty;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.springframework.stereotype.Component;

/** Looks at a list's floor and asks the pacing what may be dialed. */
@Component
class Paces {
    private final Floors floors;
    private final Worklists worklists;
    private final Staff staff;
    private final Calls calls;
    private final Leases leases;
    private final Clock clock;

    Paces(
            Floors floors,
            Worklists worklists,
            Staff staff,
            Calls calls,
            Leases leases,
            Clock clock) {
        this.floors = floors;
        this.worklists = worklists;
        this.staff = staff;
        this.calls = calls;
        this.leases = leases;
        this.clock = clock;
    }

    /** Who works on a list now, at a seat, and the predictive lists that she is shared with. */
    record Crew(Worklist list, List<StaffMember> seated, List<WorklistId> sharedWith) {
        /** What all of them may see: whoever is free when the patient answers, she may have him. */
        DataScope scope() {
            return seated.stream()
                    .map(StaffMember::scope)
                    .reduce(DataScope.EVERYTHING, DataScope::within);
        }
    }

    /** Who is here and where, read once for all lists that are looked at. */
    Ward ward() {
        return new Ward(staff.withDesk(), calls.seated(), worklists.all(DataScope.EVERYTHING));
    }

    /**
     * @param staff who has a desk
     * @param seats the desks whose leg is up
     */
    record Ward(List<StaffMember> staff, Set<Extension> seats, List<Worklist> lists) {
        boolean seated(StaffMember member) {
            return member.desk().filter(seats::contains).isPresent();
        }
    }

    Crew crew(Worklist list) {
        return crew(list, ward());
    }

    static Crew crew(Worklist list, Ward ward) {
        var seated =
                ward.staff().stream()
                        .filter(m -> m.presence() != Presence.OFFLINE)
                        .filter(m -> ProgressiveDialing.works(m, list))
                        .filter(ward::seated)
                        .toList();
        var sharedWith =
                ward.lists().stream()
                        .filter(other -> other.manner().mode() == Mode.PREDICTIVE)
                        .filter(other -> !other.id().equals(list.id()))
                        .filter(other ->
                                seated.stream().anyMatch(m -> ProgressiveDialing.works(m, other)))
                        .map(Worklist::id)
                        .toList();
        return new Crew(list, seated, sharedWith);
    }

    /**
     * The same for somebody who orders by it: of two who do so at once the second sees what the
     * first has ordered. In a transaction that lasts until the order is committed.
     */
    Pace toOrderBy(Crew crew) {
        leases.queue("pacing " + crew.list().id().value());
        return of(crew);
    }

    Pace of(Crew crew) {
        var now = clock.instant();
        var list = crew.list();
        var only = List.of(list.id());
        // Telephones before nurses: who is taken in between counts as busy, never as free twice.
        var ringing = floors.ringing(only, now);
        int waiting = floors.waiting(only).size();
        int elsewhere =
                floors.ringing(crew.sharedWith(), now).size()
                        + floors.waiting(crew.sharedWith()).size();
        var duties = staff.duties();
        int free = Math.max(0, count(crew, duties, Presence.READY) - elsewhere);
        int talking = count(crew, duties, Presence.ON_CALL);
        var window = floors.window(only, now);
        var percent = list.manner().ahead().maxAbandonPercent();
        var policy = new Capped(percent / 100, 0);
        var why = why(list, policy, window, free);
        var habits = floors.habits(list, now);
        var floor =
                new Floor(
                        now.toEpochMilli() / 1000.0,
                        free,
                        talking,
                        wrapping(crew, duties, now),
                        ringing,
                        waiting,
                        habits.answerChance(),
                        habits.untilAnswer(),
                        habits.wrapUp(),
                        window,
                        window);
        // The pacing would count on a write-up that is nearly over; without a nurse at her seat we
        // do not.
        int more = why == Pace.Why.AHEAD ? policy.decide(floor, Pacing.Memory.NONE).dial() : 0;
        return new Pace(
                list.manner().mode(),
                effective(list, policy, window),
                why,
                free,
                talking,
                ringing.size(),
                waiting,
                window.answered(),
                window.abandoned(),
                percent,
                more,
                now);
    }

    /** The half hour of some lists together. */
    Tally window(Collection<WorklistId> lists) {
        return floors.window(lists, clock.instant());
    }

    private static Mode effective(Worklist list, Capped policy, Tally window) {
        return list.manner().mode() == Mode.PREDICTIVE && policy.room(window) == 0
                ? Mode.PROGRESSIVE
                : list.manner().mode();
    }

    private static Pace.Why why(Worklist list, Capped policy, Tally window, int free) {
        if (list.manner().mode() != Mode.PREDICTIVE) {
            return Pace.Why.NOT_PREDICTIVE;
        }
        if (policy.cap() == 0) {
            return Pace.Why.NO_CAP;
        }
        if (policy.room(window) == 0) {
            return window.abandoned() > 0 ? Pace.Why.CAP_REACHED : Pace.Why.TOO_FEW_ANSWERS;
        }
        return free == 0 ? Pace.Why.NO_NURSE : Pace.Why.AHEAD;
    }

    private static int count(Crew crew, Map<StaffId, Duty> duties, Presence presence) {
        return (int)
                crew.seated().stream()
                        .map(m -> duties.get(m.id()))
                        .filter(d -> d != null && d.presence() == presence)
                        .count();
    }

    private static List<Double> wrapping(Crew crew, Map<StaffId, Duty> duties, Instant now) {
        return crew.seated().stream()
                .map(m -> duties.get(m.id()))
                .filter(d -> d != null && d.presence() == Presence.WRAPPING_UP)
                .filter(d -> d.afterwards() == Presence.READY)
                .map(d -> Math.max(0, Duration.between(d.since(), now).toMillis() / 1000.0))
                .toList();
    }
}
