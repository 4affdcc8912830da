package org.aftercall.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.dialer.Dialer;
import org.aftercall.dialer.PredictiveDialing;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The day at a glance: how far it is, who is doing what, and what needs somebody. */
@RestController
@RequestMapping("/api/v1/wallboard")
@PreAuthorize("hasAuthority('supervise')")
class WallboardController {
    private final Floor floor;
    private final Worklists worklists;
    private final Workload workload;
    private final BoardAlarms alarms;
    private final PredictiveDialing predictive;
    private final Clock clock;

    WallboardController(
            Floor floor,
            Worklists worklists,
            Workload workload,
            BoardAlarms alarms,
            PredictiveDialing predictive,
            Clock clock) {
        this.floor = floor;
        this.worklists = worklists;
        this.workload = workload;
        this.alarms = alarms;
        this.predictive = predictive;
        this.clock = clock;
    }

    /**
     * @param due what the day asks for: closed today, or falling due before it is over
     * @param reachRate of those dialed today, 0 to 1; null before the first
     * @param abandonRate of those who picked up in the last half hour, how many found no nurse, 0
     *     to 1; null when nobody did
     * @param longestWait seconds for which a patient on the line has waited for a nurse; null when
     *     nobody waits
     * @param longestReady seconds for which a nurse whose calls those of a list are has been ready
     *     without one; null when none is
     */
    record Tiles(
            int due,
            int dialed,
            int reached,
            int completed,
            int waiting,
            int callbacksMissed,
            @Nullable Double reachRate,
            @Nullable Double abandonRate,
            @Nullable Integer longestWait,
            @Nullable Integer longestReady) {}

    /**
     * @param abandonCap of those who answer, how many may find no nurse, 0 to 1; null where no
     *     telephone rings ahead of the nurses
     * @param abandonRate the same of the last half hour; null when nobody answered
     */
    record WorklistNow(
            UUID id,
            String name,
            Mode mode,
            boolean paused,
            int canDial,
            int due,
            @Nullable Double abandonRate,
            @Nullable Double abandonCap) {}

    record Wallboard(
            Instant at,
            Tiles tiles,
            Dialer.Stages funnel,
            List<Floor.Nurse> nurses,
            List<WorklistNow> lists,
            List<BoardAlarms.Alarm> alarms) {}

    @GetMapping
    Wallboard now(Locale locale) {
        var me = CurrentUser.get();
        var scope = me.scope();
        var at = clock.instant();
        var work = workload.of(scope);
        var lists = new ArrayList<WorklistNow>();
        for (var list : worklists.all(scope)) {
            var counts = work.of(list);
            var ahead =
                    list.manner().mode() == Mode.PREDICTIVE ? predictive.abandoning(list) : null;
            lists.add(
                    new WorklistNow(
                            list.id().value(),
                            list.name(),
                            list.manner().mode(),
                            list.paused(),
                            counts.canDial(),
                            counts.due(),
                            ahead == null ? null : ahead.rate(),
                            ahead == null ? null : ahead.cap()));
        }
        var began = worklists.dayBegan();
        var nurses = floor.nurses(scope, began);
        var nobody = floor.nobody(scope, began);
        int dialed = nobody.dialed() + nurses.stream().mapToInt(n -> n.today().dialed()).sum();
        int reached = nobody.reached() + nurses.stream().mapToInt(n -> n.today().reached()).sum();
        return new Wallboard(
                at,
                new Tiles(
                        work.planned(),
                        dialed,
                        reached,
                        nurses.stream().mapToInt(n -> n.today().completed()).sum(),
                        work.waiting(),
                        work.missed().size(),
                        dialed == 0 ? null : (double) reached / dialed,
                        predictive.abandonRate(
                                lists.stream().map(l -> new WorklistId(l.id())).toList()),
                        seconds(floor.waitedFor(), at),
                        seconds(floor.longestReady(nurses, worklists.all(scope)), at)),
                work.funnel(),
                nurses,
                lists,
                alarms.now(work.missed(), work.givenUp(), me, at, locale));
    }

    private static @Nullable Integer seconds(Optional<Instant> since, Instant now) {
        return since.map(s -> (int) Math.max(0, Duration.between(s, now).toSeconds())).orElse(null);
    }
}
