package org.aftercall.console;

import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.followup.CallBacks;
import org.aftercall.followup.EscalationId;
import org.aftercall.patient.ContactId;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** From the inbox to the patient with one key. */
@RestController
@RequestMapping("/api/v1/escalations/{id}/call-back")
@PreAuthorize("hasAuthority('call')")
class CallBackController {
    private final CallBacks callBacks;
    private final CallViews views;
    private final AuditTrail audit;

    CallBackController(CallBacks callBacks, CallViews views, AuditTrail audit) {
        this.callBacks = callBacks;
        this.views = views;
        this.audit = audit;
    }

    /**
     * @param contactId null for the number to try first
     */
    record Wish(@Nullable UUID contactId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CallView dial(@PathVariable UUID id, @RequestBody(required = false) @Nullable Wish wish) {
        var contact = wish == null ? null : wish.contactId();
        var attempt =
                callBacks.dial(
                        new EscalationId(id),
                        contact == null ? null : new ContactId(contact),
                        CurrentUser.get());
        // The number is shown from here on: that it was, is kept.
        audit.note("call.dial", "call", attempt.call().value(), attempt.patient().value());
        return views.of(attempt);
    }
}
