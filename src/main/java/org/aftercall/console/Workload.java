package org.aftercall.console;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.SharedLook;
import org.aftercall.worklist.Reasons;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.springframework.stereotype.Component;

/**
 * How much there is to do, for the wallboard. It is counted over all tasks, so once for all who
 * look at the same departments, and not for each of them every few seconds.
 */
@Component
class Workload {
    static final Duration LASTS = Duration.ofSeconds(5);

    private final Worklists worklists;
    private final Reasons reasons;
    private final Dialer dialer;
    private final SharedLook<DataScope, Count> shared;

    Workload(Worklists worklists, Reasons reasons, Dialer dialer, Clock clock) {
        this.worklists = worklists;
        this.reasons = reasons;
        this.dialer = dialer;
        this.shared = new SharedLook<>(clock, LASTS);
    }

    /**
     * @param waiting for another try or an agreed callback
     */
    record OfList(int canDial, int due, int waiting) {
        static final OfList NOTHING = new OfList(0, 0, 0);
    }

    /**
     * @param planned what the day asks for: closed today, or falling due before it is over
     * @param givenUp whom nobody calls any more since the day began
     */
    record Count(
            Map<WorklistId, OfList> lists,
            int planned,
            int givenUp,
            List<Worklists.MissedCallback> missed,
            Dialer.Stages funnel) {
        /** A list that was made a moment ago has nothing yet. */
        OfList of(Worklist list) {
            return lists.getOrDefault(list.id(), OfList.NOTHING);
        }

        int waiting() {
            return lists.values().stream().mapToInt(OfList::waiting).sum();
        }
    }

    Count of(DataScope scope) {
        return shared.at(scope, () -> count(scope));
    }

    private Count count(DataScope scope) {
        var planned = worklists.plannedToday(scope);
        return new Count(
                worklists.all(scope).stream()
                        .collect(Collectors.toMap(Worklist::id, l -> of(l, scope))),
                planned,
                worklists.lostToday(scope),
                worklists.missedCallbacks(scope),
                funnel(planned, scope));
    }

    private OfList of(Worklist list, DataScope scope) {
        var counts = worklists.counts(list, scope);
        return new OfList(
                reasons.canDial(list, scope), counts.due(), counts.waiting() + counts.callback());
    }

    /** What was rung today for another day was not planned for today, and is of it all the same. */
    private Dialer.Stages funnel(int planned, DataScope scope) {
        var rung = dialer.stages(worklists.dayBegan(), worklists.dayEnds(), scope);
        return new Dialer.Stages(
                rung.due() + planned, rung.dialed(), rung.reached(), rung.completed());
    }
}
