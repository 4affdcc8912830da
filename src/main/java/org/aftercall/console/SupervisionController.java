package org.aftercall.console;

import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.Callee;
import org.aftercall.call.Parties;
import org.aftercall.call.Party;
import org.aftercall.dialer.Attempt;
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
        var attempt = visible(id);
        // Noted before the first sound: nobody hears a patient without a trace.
        audit.note("call.supervise", "call", id, attempt.patient().value(), "mode=" + mode.name());
        parties.supervise(
                attempt.call(),
                new Callee.Desk(desk(), CurrentUser.get().member().deskKind()),
                mode);
        return views.of(attempt);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable UUID id) {
        parties.stopSupervising(visible(id).call(), desk());
    }

    private static Party.Mode mode(Wish wish) {
        try {
            return Party.Mode.valueOf(String.valueOf(wish.mode()));
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(Kind.INVALID, "listen.mode");
        }
    }

    private Attempt visible(UUID id) {
        return views.talk(id)
                .map(Talk::attempt)
                .filter(a -> patients.visibleTo(a.patient(), CurrentUser.get().scope()))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "call.unknown"));
    }

    private static Extension desk() {
        return CurrentUser.get()
                .member()
                .desk()
                .orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
    }
}
