package org.aftercall.console;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Parking;
import org.aftercall.call.Parties;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.Patients;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Third persons in a call: ask, join, hand over, park, take. */
@RestController
@RequestMapping("/api/v1/calls")
@PreAuthorize("hasAuthority('call')")
class TalkController {
    private final CallViews views;
    private final Parties parties;
    private final Parking parking;
    private final Patients patients;
    private final Staff staff;
    private final AuditTrail audit;

    TalkController(
            CallViews views,
            Parties parties,
            Parking parking,
            Patients patients,
            Staff staff,
            AuditTrail audit) {
        this.views = views;
        this.parties = parties;
        this.parking = parking;
        this.patients = patients;
        this.staff = staff;
        this.audit = audit;
    }

    record To(@Nullable String kind, @Nullable String value) {}

    record Wish(@Nullable To to) {}

    record Parked(UUID callId, String patientName, Instant since, String by) {}

    @PostMapping("/{id}/consult")
    CallView consult(@PathVariable UUID id, @RequestBody Wish wish) {
        return to(id, wish, "call.consult", parties::consult);
    }

    @PostMapping("/{id}/transfer-blind")
    CallView transferBlind(@PathVariable UUID id, @RequestBody Wish wish) {
        return to(id, wish, "call.transfer", parties::transferBlind);
    }

    @PostMapping("/{id}/join-all")
    CallView joinAll(@PathVariable UUID id) {
        return change(id, "call.join-all", parties::joinAll);
    }

    @PostMapping("/{id}/transfer")
    CallView transfer(@PathVariable UUID id) {
        return change(id, "call.transfer", parties::transfer);
    }

    @PostMapping("/{id}/consult/cancel")
    CallView cancel(@PathVariable UUID id) {
        return change(id, null, parties::cancel);
    }

    @PostMapping("/{id}/park")
    CallView park(@PathVariable UUID id) {
        return change(id, "call.park", parking::park);
    }

    @GetMapping("/parked")
    List<Parked> parked() {
        return parking.waiting().stream().filter(this::mayTake).map(this::parked).toList();
    }

    @PostMapping("/{id}/take")
    CallView take(@PathVariable UUID id) {
        var me = CurrentUser.get().member();
        var attempt =
                views.any(id)
                        .filter(a -> patients.visibleTo(a.patient(), me.scope()))
                        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
        var desk = me.desk().orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
        parking.take(attempt.call(), new Callee.Desk(desk, me.deskKind()));
        audit.note("call.take", "call", id, attempt.patient().value());
        return views.of(attempt);
    }

    private boolean mayTake(Call call) {
        return views.any(call.id().value())
                .filter(a -> patients.visibleTo(a.patient(), CurrentUser.get().scope()))
                .isPresent();
    }

    private Parked parked(Call call) {
        var attempt = views.any(call.id().value()).orElseThrow();
        var post = call.post();
        var t = call.times();
        var since = t.parked() != null ? t.parked() : t.deskLost();
        return new Parked(
                call.id().value(),
                patients.get(attempt.patient()).name(),
                Objects.requireNonNullElse(since, t.placed()),
                post == null ? "" : views.nameAt(post.desk()));
    }

    private CallView to(UUID id, Wish wish, String action, BiConsumer<CallId, Callee> order) {
        var callee = callee(wish);
        return change(id, action, call -> order.accept(call, callee));
    }

    private CallView change(UUID id, @Nullable String action, Consumer<CallId> order) {
        var attempt = views.held(id);
        order.accept(attempt.call());
        if (action != null) {
            audit.note(action, "call", id, attempt.patient().value());
        }
        return views.of(attempt);
    }

    private Callee callee(Wish wish) {
        var to = wish.to();
        if (to == null || to.kind() == null || to.value() == null) {
            throw new Refusal(Kind.INVALID, "party.kind");
        }
        try {
            return switch (to.kind().toUpperCase(Locale.ROOT)) {
                case "DESK" ->
                        staff.at(new Extension(to.value()))
                                .map(m -> new Callee.Desk(m.desk().orElseThrow(), m.deskKind()))
                                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "party.unknown"));
                case "NUMBER" -> new Callee.Number(new PhoneNumber(to.value()));
                default -> throw new Refusal(Kind.INVALID, "party.kind");
            };
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(Kind.INVALID, "party.kind");
        }
    }
}
