package org.aftercall.followup;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Refusal;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inbox: what must be acted on before when, and by whom. */
@RestController
@RequestMapping("/api/v1/escalations")
@PreAuthorize("hasAuthority('record.read')")
class EscalationController {
    private final Escalations escalations;
    private final CallBacks callBacks;
    private final EscalationList list;
    private final EscalationViews views;
    private final AuditTrail audit;
    private final Clock clock;

    EscalationController(
            Escalations escalations,
            CallBacks callBacks,
            EscalationList list,
            EscalationViews views,
            AuditTrail audit,
            Clock clock) {
        this.escalations = escalations;
        this.callBacks = callBacks;
        this.list = list;
        this.views = views;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param at by the house's clock, which the deadlines go by
     */
    record Page(
            List<EscalationViews.Row> items,
            @Nullable String next,
            EscalationList.Counts counts,
            Instant at) {}

    record Now(EscalationList.Counts counts, Instant at) {}

    record HandOver(@Nullable UUID to, @Nullable DutyLevel level, @Nullable String note) {}

    record Note(@Nullable String note) {}

    /**
     * @param why the patient was not called back; with a call, what came of it
     */
    record Close(@Nullable UUID callId, @Nullable String why) {}

    @GetMapping
    Page page(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable UUID record,
            @RequestParam(required = false) @Nullable UUID patient,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable UUID cursor,
            Locale locale) {
        var me = CurrentUser.get();
        var now = clock.instant();
        var size = Math.clamp(limit, 1, 200);
        var lines =
                list.page(
                        new EscalationList.Filter(
                                one(EscalationList.Heap.class, state),
                                mine ? me.id() : null,
                                severity == null ? null : one(RedFlag.Level.class, severity),
                                kind == null ? null : one(DutyKind.class, kind),
                                level == null ? null : one(DutyLevel.class, level),
                                department,
                                record,
                                patient,
                                overdue,
                                q),
                        me.scope(),
                        now,
                        cursor,
                        size);
        return new Page(
                lines.stream().map(l -> views.row(l, locale)).toList(),
                lines.size() < size ? null : lines.getLast().id().toString(),
                list.counts(me.scope(), me.id(), now),
                now);
    }

    @GetMapping("/counts")
    Now counts() {
        var me = CurrentUser.get();
        var now = clock.instant();
        return new Now(list.counts(me.scope(), me.id(), now), now);
    }

    /** Whose queue rows and profiles wear an alert; the hundred most pressing. */
    @GetMapping("/patients")
    List<EscalationList.Alarmed> patients() {
        return list.alarmed(CurrentUser.get().scope(), 100);
    }

    @GetMapping("/{id}")
    EscalationViews.Whole one(@PathVariable UUID id, Locale locale) {
        var escalation = escalations.get(new EscalationId(id), CurrentUser.get());
        audit.note("escalation.view", "escalation", id, escalation.links().patient().value());
        return views.whole(escalation, locale);
    }

    @PostMapping("/{id}/acknowledge")
    @PreAuthorize("hasAuthority('escalation')")
    EscalationViews.Whole acknowledge(@PathVariable UUID id, Locale locale) {
        escalations.acknowledge(new EscalationId(id), CurrentUser.get());
        return after("acknowledge", id, locale);
    }

    @PostMapping("/{id}/hand-over")
    @PreAuthorize("hasAuthority('escalation')")
    EscalationViews.Whole handOver(
            @PathVariable UUID id, @RequestBody HandOver wish, Locale locale) {
        escalations.handOver(
                new EscalationId(id),
                wish.to() == null ? null : new StaffId(wish.to()),
                wish.level(),
                wish.note(),
                CurrentUser.get());
        return after("handOver", id, locale);
    }

    @PostMapping("/{id}/note")
    @PreAuthorize("hasAuthority('escalation')")
    EscalationViews.Whole note(@PathVariable UUID id, @RequestBody Note note, Locale locale) {
        escalations.note(new EscalationId(id), note.note(), CurrentUser.get());
        return after("note", id, locale);
    }

    @PostMapping("/{id}/close")
    @PreAuthorize("hasAuthority('escalation')")
    EscalationViews.Whole close(@PathVariable UUID id, @RequestBody Close wish, Locale locale) {
        callBacks.close(
                new EscalationId(id),
                wish.callId() == null ? null : new CallId(wish.callId()),
                wish.why(),
                CurrentUser.get());
        return after("close", id, locale);
    }

    private EscalationViews.Whole after(String what, UUID id, Locale locale) {
        var escalation = escalations.get(new EscalationId(id), CurrentUser.get());
        audit.note("escalation." + what, "escalation", id, escalation.links().patient().value());
        return views.whole(escalation, locale);
    }

    private static <E extends Enum<E>> E one(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(Refusal.Kind.INVALID, "escalation.filter", name);
        }
    }
}
