package org.aftercall.console;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.CallId;
import org.aftercall.call.Callee;
import org.aftercall.call.Direction;
import org.aftercall.call.Parking;
import org.aftercall.dialer.Reception;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who waits on the line for any nurse: put aside, left by a lost desk, calling in. */
@RestController
@RequestMapping("/api/v1/calls")
@PreAuthorize("hasAuthority('call')")
class WaitingController {
    private final Waiting waiting;
    private final CallViews views;
    private final Parking parking;
    private final Reception reception;
    private final AuditTrail audit;

    WaitingController(
            Waiting waiting,
            CallViews views,
            Parking parking,
            Reception reception,
            AuditTrail audit) {
        this.waiting = waiting;
        this.views = views;
        this.parking = parking;
        this.reception = reception;
        this.audit = audit;
    }

    @GetMapping("/parked")
    List<Waiting.Item> parked(Locale locale) {
        return parking.waiting().stream()
                .filter(waiting::shows)
                .map(call -> waiting.item(call, locale))
                .toList();
    }

    /** Who called in, this week, and reached nobody. */
    @GetMapping("/inbound")
    List<Waiting.Missed> inbound(@RequestParam(defaultValue = "missed") String state) {
        if (!state.equals("missed")) {
            throw new Refusal(Kind.INVALID, "inbound.state");
        }
        return waiting.missed();
    }

    @PostMapping("/{id}/take")
    CallView take(@PathVariable UUID id) {
        var me = CurrentUser.get().member();
        var talk =
                views.talk(id)
                        .filter(t -> waiting.shows(t.call()))
                        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
        var call = talk.call();
        var desk = me.desk().orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
        if (call.direction() == Direction.INBOUND && call.post() == null) {
            reception.take(me, call.id());
        } else {
            if (!views.mayTake(talk, me)) {
                throw new Refusal(Kind.CONFLICT, "nurse.busy");
            }
            parking.take(call.id(), new Callee.Desk(desk, me.deskKind()));
        }
        audit.note("call.take", "call", id, views.talk(id).map(Talk::patient).orElse(null));
        return views.of(new CallId(id));
    }
}
