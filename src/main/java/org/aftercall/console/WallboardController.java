package org.aftercall.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.aftercall.call.Calls;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.DataScope;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.Reasons;
import org.aftercall.worklist.TaskId;
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
    private final Reasons reasons;
    private final Switchboard switchboard;
    private final WhyController.Words words;

    WallboardController(
            Floor floor,
            Worklists worklists,
            Reasons reasons,
            Switchboard switchboard,
            WhyController.Words words) {
        this.floor = floor;
        this.worklists = worklists;
        this.reasons = reasons;
        this.switchboard = switchboard;
        this.words = words;
    }

    /**
     * @param reachRate of those dialed today, 0 to 1; null before the first
     * @param abandonRate of those who picked up, 0 to 1; none while a nurse is reserved for each
     *     call
     * @param longestWait seconds; nobody waits while there is no queue of callers
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
            @Nullable Integer longestWait) {}

    record Nurse(
            UUID id,
            String name,
            Presence presence,
            Instant since,
            @Nullable UUID callId,
            @Nullable String callState,
            @Nullable UUID patientTask,
            Dialer.Day today) {}

    record WorklistNow(UUID id, String name, Mode mode, boolean paused, int canDial, int due) {}

    record Alarm(String code, String text, Instant since, @Nullable UUID ref) {}

    record Wallboard(
            Instant at,
            Tiles tiles,
            List<Nurse> nurses,
            List<WorklistNow> lists,
            List<Alarm> alarms) {}

    @GetMapping
    Wallboard now(Locale locale) {
        var scope = CurrentUser.get().scope();
        var at = words.clock().instant();
        int due = 0;
        int waiting = 0;
        var lists = new ArrayList<WorklistNow>();
        for (var list : worklists.all(scope)) {
            var heap = worklists.heap(list, scope);
            due += heap.due();
            waiting += heap.waiting() + heap.callbacks();
            lists.add(
                    new WorklistNow(
                            list.id().value(),
                            list.name(),
                            list.manner().mode(),
                            list.paused(),
                            reasons.survey(list, scope, locale).canDial(),
                            heap.due()));
        }
        var nurses = floor.nurses(scope, worklists.dayBegan());
        int dialed = nurses.stream().mapToInt(n -> n.today().dialed()).sum();
        int reached = nurses.stream().mapToInt(n -> n.today().reached()).sum();
        var missed = worklists.missedCallbacks(scope);
        return new Wallboard(
                at,
                new Tiles(
                        due,
                        dialed,
                        reached,
                        nurses.stream().mapToInt(n -> n.today().completed()).sum(),
                        waiting,
                        missed.size(),
                        dialed == 0 ? null : (double) reached / dialed,
                        reached == 0 ? null : 0.0,
                        null),
                nurses,
                lists,
                alarms(missed, at, locale));
    }

    private List<Alarm> alarms(Map<TaskId, Instant> missed, Instant at, Locale locale) {
        var alarms = new ArrayList<Alarm>();
        if (switchboard.state() instanceof WireState.Down(var why)) {
            alarms.add(new Alarm("wireDown", words.of("whyNot.wireDown", locale, why), at, null));
        }
        missed.forEach((task, agreed) ->
                alarms.add(
                        new Alarm(
                                "callbackMissed",
                                words.of("alarm.callbackMissed", locale),
                                agreed,
                                task.value())));
        return alarms;
    }

    /** The nurses with what they do now. */
    @org.springframework.stereotype.Component
    static class Floor {
        private final Staff staff;
        private final Dialer dialer;
        private final Calls calls;

        Floor(Staff staff, Dialer dialer, Calls calls) {
            this.staff = staff;
            this.dialer = dialer;
            this.calls = calls;
        }

        List<Nurse> nurses(DataScope scope, Instant dayBegan) {
            var since = staff.presenceSince();
            var today = dialer.since(dayBegan);
            return staff.withDesk().stream()
                    .filter(m ->
                            scope.all() || m.scope().departments().stream().anyMatch(scope::covers))
                    .map(m ->
                            nurse(
                                    m,
                                    since.getOrDefault(m.id(), dayBegan),
                                    today.getOrDefault(m.id(), new Dialer.Day(0, 0, 0))))
                    .toList();
        }

        private Nurse nurse(StaffMember member, Instant since, Dialer.Day today) {
            var attempt = dialer.openOf(member.id());
            var call = attempt.map(Attempt::call).flatMap(calls::find);
            return new Nurse(
                    member.id().value(),
                    member.name(),
                    member.presence(),
                    since,
                    call.map(c -> c.id().value()).orElse(null),
                    call.map(c -> c.live() ? c.state().name() : "WRAP_UP").orElse(null),
                    attempt.map(a -> a.task().value()).orElse(null),
                    today);
        }
    }
}
