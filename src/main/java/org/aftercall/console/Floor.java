package org.aftercall.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.Call;
import org.aftercall.call.Calls;
import org.aftercall.call.Parking;
import org.aftercall.dialer.Attempt;
import org.aftercall.dialer.Dialer;
import org.aftercall.dialer.ProgressiveDialing;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.Duty;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.Worklist;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The nurses with what they do now. */
@Component
class Floor {
    private static final Dialer.Day NOTHING = new Dialer.Day(0, 0, 0);

    private final Staff staff;
    private final Dialer dialer;
    private final Calls calls;
    private final Parking parking;
    private final Waiting waiting;

    Floor(Staff staff, Dialer dialer, Calls calls, Parking parking, Waiting waiting) {
        this.staff = staff;
        this.dialer = dialer;
        this.calls = calls;
        this.parking = parking;
        this.waiting = waiting;
    }

    /** Since when a patient on the line waits for a nurse; empty when nobody does. */
    Optional<Instant> waitedFor() {
        return waiting.longestSince(parking.waiting());
    }

    /**
     * @param afterwards what she will be when her call is over
     */
    record Nurse(
            UUID id,
            String name,
            Presence presence,
            Instant since,
            Presence afterwards,
            @Nullable String pausedWhy,
            @Nullable UUID callId,
            @Nullable String callState,
            @Nullable UUID patientTask,
            Dialer.Day today) {}

    List<Nurse> nurses(DataScope scope, Instant dayBegan) {
        var duties = staff.duties();
        var today = dialer.since(dayBegan);
        return staff.withDesk().stream()
                .filter(m -> covers(scope, m))
                .flatMap(m ->
                        Optional.ofNullable(duties.get(m.id()))
                                .map(duty -> nurse(m, duty, today.getOrDefault(m.id(), NOTHING)))
                                .stream())
                .toList();
    }

    /** Since when somebody is ready for a list and has no call, by what the dialer counts on. */
    Optional<Instant> longestReady(List<Nurse> nurses, List<Worklist> lists) {
        var working =
                staff.withDesk().stream()
                        .filter(m -> lists.stream().anyMatch(l -> ProgressiveDialing.works(m, l)))
                        .map(m -> m.id().value())
                        .collect(Collectors.toSet());
        return nurses.stream()
                .filter(n -> n.presence() == Presence.READY && working.contains(n.id()))
                .map(Nurse::since)
                .min(Instant::compareTo);
    }

    /** What was rung for whoever would come, and nobody came. */
    Dialer.Day nobody(DataScope scope, Instant dayBegan) {
        return dialer.untakenSince(dayBegan, scope);
    }

    /** Whoever sits on this floor, for a supervisor who looks after it. */
    StaffMember find(StaffId id, DataScope scope) {
        return staff.find(id)
                .filter(m -> covers(scope, m))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "staff.unknown"));
    }

    private static boolean covers(DataScope scope, StaffMember member) {
        return scope.all()
                || member.scope().all()
                || member.scope().departments().stream().anyMatch(scope::covers);
    }

    private Nurse nurse(StaffMember member, Duty duty, Dialer.Day today) {
        // The call at her desk, be it a colleague's before; else the one that she writes up.
        var here = member.desk().flatMap(calls::at);
        var call =
                here.or(() -> dialer.openOf(member.id()).map(Attempt::call).flatMap(calls::find));
        var attempt = call.map(Call::id).flatMap(dialer::of);
        return new Nurse(
                member.id().value(),
                member.name(),
                duty.presence(),
                duty.since(),
                duty.afterwards(),
                duty.pausedWhy(),
                call.map(c -> c.id().value()).orElse(null),
                here.map(c -> c.state().name()).or(() -> call.map(_ -> "WRAP_UP")).orElse(null),
                attempt.map(a -> a.task().value()).orElse(null),
                today);
    }
}
