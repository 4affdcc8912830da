package org.aftercall.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.Permission;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A supervisor moves many tasks at once: to a nurse, to another list, or back to everybody. */
@Service
@Transactional
class Reassigning {
    /** More at once is a mistake rather than a wish. */
    private static final int MOST = 5_000;

    private final Reassigned rows;
    private final Worklists worklists;
    private final Staff staff;
    private final Moment.Camera moments;
    private final ApplicationEventPublisher events;

    Reassigning(
            Reassigned rows,
            Worklists worklists,
            Staff staff,
            Moment.Camera moments,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.worklists = worklists;
        this.staff = staff;
        this.moments = moments;
        this.events = events;
    }

    /** Whither: exactly one of them. */
    record To(@Nullable UUID worklistId, @Nullable UUID nurseId, @Nullable Boolean anybody) {}

    /** All that this nurse has. */
    record Filter(@Nullable UUID heldBy) {}

    /** What: these tasks, or those of the filter. */
    record Wish(@Nullable List<UUID> tasks, @Nullable Filter filter, @Nullable To to) {}

    /** Why a task stays where it is. */
    enum Skip {
        UNKNOWN,
        CLOSED,
        IN_HAND,
        ALREADY_THERE,
        NOT_HERS;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '.');
        }
    }

    record Skipped(TaskId task, Skip why) {}

    record Plan(List<TaskId> moves, List<Skipped> skipped) {}

    /** What would happen now. */
    Plan plan(Wish wish, DataScope scope) {
        return plan(wish, whither(wish, scope), scope);
    }

    private Plan plan(Wish wish, Target to, DataScope scope) {
        var asked = wish.tasks();
        var held = wish.filter() == null ? null : wish.filter().heldBy();
        if ((asked == null) == (held == null) || asked != null && asked.isEmpty()) {
            throw invalid("/tasks", "reassign.what");
        }
        if (asked != null && asked.size() > MOST) {
            throw invalid("/tasks", "reassign.tooMany");
        }
        var moves = new ArrayList<TaskId>();
        var skipped = new ArrayList<Skipped>();
        var found =
                rows.candidates(asked, held, to.list().map(l -> l.id().value()).orElse(null), MOST);
        for (var task : found) {
            why(task, to, scope)
                    .ifPresentOrElse(
                            why -> skipped.add(new Skipped(task.id(), why)),
                            () -> moves.add(task.id()));
        }
        if (asked != null) {
            var known = found.stream().map(c -> c.id().value()).toList();
            asked.stream()
                    .distinct()
                    .filter(id -> !known.contains(id))
                    .forEach(id -> skipped.add(new Skipped(new TaskId(id), Skip.UNKNOWN)));
        }
        return new Plan(moves, skipped);
    }

    /**
     * @param undo takes it back
     */
    record Done(int moved, List<Skipped> skipped, @Nullable UUID undo) {}

    Done move(Wish wish, StaffId by, DataScope scope) {
        var to = whither(wish, scope);
        var plan = plan(wish, to, scope);
        if (plan.moves().isEmpty()) {
            return new Done(0, plan.skipped(), null);
        }
        var id = rows.begin(by, moments.now());
        rows.move(
                id,
                plan.moves(),
                to.list().map(l -> l.id().value()).orElse(null),
                to.nurse().map(n -> n.id().value()).orElse(null));
        plan.moves().forEach(task -> events.publishEvent(new TaskChanged(task)));
        return new Done(plan.moves().size(), plan.skipped(), id);
    }

    /**
     * @param of how many were moved then
     */
    record Undone(int back, int of) {}

    Undone undo(UUID id, StaffId by) {
        var of = rows.size(id).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "reassign.unknown"));
        if (!rows.undo(id, by, moments.now())) {
            throw new Refusal(Kind.CONFLICT, "reassign.undone");
        }
        var back = rows.back(id);
        back.forEach(task -> events.publishEvent(new TaskChanged(task)));
        return new Undone(back.size(), of);
    }

    private record Target(Optional<Worklist> list, Optional<StaffMember> nurse) {}

    private Target whither(Wish wish, DataScope scope) {
        var to = wish.to();
        if (to == null) {
            throw invalid("/to", "reassign.to");
        }
        var anybody = Boolean.TRUE.equals(to.anybody());
        var ways =
                (to.worklistId() == null ? 0 : 1)
                        + (to.nurseId() == null ? 0 : 1)
                        + (anybody ? 1 : 0);
        if (ways != 1) {
            throw invalid("/to", "reassign.to");
        }
        if (to.worklistId() != null) {
            return new Target(
                    Optional.of(worklists.get(new WorklistId(to.worklistId()), scope)),
                    Optional.empty());
        }
        if (to.nurseId() != null) {
            var nurse =
                    staff.find(new StaffId(to.nurseId()))
                            .filter(m -> m.may(Permission.CALL))
                            .orElseThrow(() -> invalid("/to/nurseId", "reassign.nurse"));
            return new Target(Optional.empty(), Optional.of(nurse));
        }
        return new Target(Optional.empty(), Optional.empty());
    }

    private Optional<Skip> why(Reassigned.Candidate task, Target to, DataScope scope) {
        if (!scope.covers(task.department())) {
            return Optional.of(Skip.UNKNOWN);
        }
        if (task.closed()) {
            return Optional.of(Skip.CLOSED);
        }
        if (task.inHand()) {
            return Optional.of(Skip.IN_HAND);
        }
        var list = to.list().map(Worklist::id);
        var nurse = to.nurse().map(StaffMember::id);
        if (task.there()
                || list.filter(task.list()::equals).isPresent()
                || nurse.isPresent() && nurse.equals(Optional.ofNullable(task.nurse()))) {
            return Optional.of(Skip.ALREADY_THERE);
        }
        if (to.nurse().filter(n -> !n.scope().covers(task.department())).isPresent()) {
            return Optional.of(Skip.NOT_HERS);
        }
        return Optional.empty();
    }

    private static Refusal invalid(String pointer, String code) {
        return new Refusal(
                Kind.INVALID, code, List.of(), List.of(new Refusal.Mend(pointer, code, List.of())));
    }
}
