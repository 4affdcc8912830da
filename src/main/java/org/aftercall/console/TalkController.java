package org.aftercall.console;

import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Guests;
import org.aftercall.call.Parking;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.Staff;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Third persons in a call: ask, join, hand over, park. */
@RestController
@RequestMapping("/api/v1/calls")
@PreAuthorize("hasAuthority('call')")
class TalkController {
    private final CallViews views;
    private final Parties parties;
    private final Parking parking;
    private final Guests guests;
    private final Staff staff;
    private final AuditTrail audit;

    TalkController(
            CallViews views,
            Parties parties,
            Parking parking,
            Guests guests,
            Staff staff,
            AuditTrail audit) {
        this.views = views;
        this.parties = parties;
        this.parking = parking;
        this.guests = guests;
        this.staff = staff;
        this.audit = audit;
    }

    record To(@Nullable String kind, @Nullable String value) {}

    record Wish(@Nullable To to) {}

    @PostMapping("/{id}/consult")
    CallView consult(@PathVariable UUID id, @RequestBody Wish wish) {
        return to(id, wish, "call.consult", parties::consult);
    }

    @PostMapping("/{id}/transfer-blind")
    CallView transferBlind(@PathVariable UUID id, @RequestBody Wish wish) {
        return to(
                id,
                wish,
                "call.transfer",
                (call, callee) -> {
                    checkTakes(call, callee);
                    parties.transferBlind(call, callee);
                });
    }

    @PostMapping("/{id}/join-all")
    CallView joinAll(@PathVariable UUID id) {
        return change(id, "call.join-all", parties::joinAll);
    }

    @PostMapping("/{id}/transfer")
    CallView transfer(@PathVariable UUID id) {
        return change(
                id,
                "call.transfer",
                call -> {
                    parties.of(call).stream()
                            .filter(p -> p.role() == Party.Role.THIRD)
                            .forEach(p -> checkTakes(call, p.callee()));
                    parties.transfer(call);
                });
    }

    @PostMapping("/{id}/consult/cancel")
    CallView cancel(@PathVariable UUID id) {
        return change(id, null, parties::cancel);
    }

    @PostMapping("/{id}/park")
    CallView park(@PathVariable UUID id) {
        return change(id, "call.park", parking::park);
    }

    private CallView to(UUID id, Wish wish, String action, BiConsumer<CallId, Callee> order) {
        var callee = callee(wish);
        return change(id, action, call -> order.accept(call, callee));
    }

    /** The record goes with the patient: to a colleague who can take it. */
    private void checkTakes(CallId call, Callee to) {
        if (to instanceof Callee.Desk(var desk, _)) {
            staff.at(desk)
                    .filter(m -> !views.mayTake(views.talk(call.value()).orElseThrow(), m))
                    .ifPresent(_ -> {
                        throw new Refusal(Kind.CONFLICT, "party.writingUp");
                    });
        }
    }

    private CallView change(UUID id, @Nullable String action, Consumer<CallId> order) {
        var talk = views.held(id);
        order.accept(talk.id());
        if (action != null) {
            audit.note(action, "call", id, talk.patient());
        }
        return views.of(talk.id());
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
                                .map(m -> new Callee.Desk(m.desk().orElseThrow(), m.telephone()))
                                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "party.unknown"));
                case "GUEST" -> new Callee.Number(guests.get(UUID.fromString(to.value())).number());
                case "NUMBER" -> new Callee.Number(new PhoneNumber(to.value()));
                default -> throw new Refusal(Kind.INVALID, "party.kind");
            };
        } catch (IllegalArgumentException malformed) {
            throw new Refusal(Kind.INVALID, "party.kind");
        }
    }
}
