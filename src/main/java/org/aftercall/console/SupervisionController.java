package org.aftercall.console;

import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.Callee;
import org.aftercall.call.Direction;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.Patients;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A supervisor's ear and voice in a nurse's call; each time she uses them is kept. */
@RestController
@RequestMapping("/api/v1/calls/{id}/listen")
@PreAuthorize("hasAuthority('supervise')")
class SupervisionController {
    private final CallViews views;
    private final Parties parties;
    private final Patients patients;
    private final AuditTrail audit;

    SupervisionController(CallViews views, Parties parties, Patients patients, AuditTrail audit) {
        this.views = views;
        this.parties = parties;
        this.patients = patients;
        this.audit = audit;
    }

    record Wish(@Nullable String mode) {}

    @PostMapping
    CallView listen(@PathVariable UUID id, @RequestBody Wish wish) {
        var mode = mode(wish);
        var talk = visible(id);
        var me = CurrentUser.get().member();
        if (mode == Party.Mode.TAKE_OVER && !views.mayTake(talk, me)) {
            throw new Refusal(Kind.CONFLICT, "nurse.busy");
        }
        // Noted before the first sound: nobody hears a patient without a trace.
        audit.note("call.supervise", "call", id, talk.patient(), "mode=" + mode.name());
        parties.supervise(talk.id(), new Callee.Desk(desk(), me.deskKind()), mode);
        return views.of(talk.id());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable UUID id) {
        parties.stopSupervising(visible(id).id(), desk());
    }

    private static Party.Mode mode(Wish wish) {
        try {
            return Party.Mode.valueOf(String.valueOf(wish.mode()));
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(Kind.INVALID, "listen.mode");
        }
    }

    /** Who calls in and is known to nobody belongs to no department. */
    private Talk visible(UUID id) {
        return views.talk(id)
                .filter(t ->
                        views.patientOf(t)
                                .map(p -> patients.visibleTo(p, CurrentUser.get().scope()))
                                .orElse(t.call().direction() == Direction.INBOUND))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
    }

    private static Extension desk() {
        return CurrentUser.get()
                .member()
                .desk()
                .orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
    }
}
