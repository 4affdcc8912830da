package org.aftercall.console;

import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.Calls;
import org.aftercall.call.Sounds;
import org.aftercall.dialer.Dialer;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.ContactId;
import org.aftercall.staff.CurrentUser;
import org.aftercall.telephony.Sound;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The nurse's call bar: dial, hang up, hold, mute, digits, come back. */
@RestController
@RequestMapping("/api/v1/calls")
@PreAuthorize("hasAuthority('call')")
class CallController {
    private final Dialer dialer;
    private final Calls calls;
    private final Sounds sounds;
    private final CallViews views;
    private final AuditTrail audit;

    CallController(Dialer dialer, Calls calls, Sounds sounds, CallViews views, AuditTrail audit) {
        this.dialer = dialer;
        this.sounds = sounds;
        this.calls = calls;
        this.views = views;
        this.audit = audit;
    }

    record Wish(UUID taskId, UUID contactId) {}

    record Switch(boolean on) {}

    record Digits(String digits) {}

    record Heard(@Nullable Double mos, @Nullable Double jitterMs, @Nullable Double lossPercent) {}

    record Current(@Nullable CallView call) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CallView dial(
            @RequestBody Wish wish,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key) {
        if (key != null && key.length() > 80) {
            throw new Refusal(Kind.INVALID, "call.key");
        }
        var attempt =
                dialer.dial(
                        CurrentUser.get().id(),
                        new TaskId(wish.taskId()),
                        new ContactId(wish.contactId()),
                        key);
        audit.note("call.dial", "call", attempt.call().value(), attempt.patient().value());
        return views.of(attempt);
    }

    @GetMapping("/current")
    Current current() {
        return new Current(views.current().orElse(null));
    }

    @GetMapping("/{id}")
    CallView one(@PathVariable UUID id) {
        return views.of(views.seen(id));
    }

    @PostMapping("/{id}/hang-up")
    CallView hangUp(@PathVariable UUID id) {
        var talk = views.held(id);
        if (talk.call().live()) {
            calls.hangUp(talk.id());
        }
        return views.of(talk.id());
    }

    @PostMapping("/{id}/hold")
    CallView hold(@PathVariable UUID id, @RequestBody Switch wish) {
        var call = views.held(id).id();
        calls.hold(call, wish.on());
        return views.of(call);
    }

    @PostMapping("/{id}/mute")
    CallView mute(@PathVariable UUID id, @RequestBody Switch wish) {
        var call = views.held(id).id();
        calls.mute(call, wish.on());
        return views.of(call);
    }

    @PostMapping("/{id}/digits")
    CallView digits(@PathVariable UUID id, @RequestBody Digits digits) {
        var call = views.held(id).id();
        calls.sendDigits(call, digits.digits());
        return views.of(call);
    }

    /** What her browser hears, every few seconds and at the end. */
    @PutMapping("/{id}/desk-sound")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deskSound(@PathVariable UUID id, @RequestBody Heard heard) {
        var call = views.seen(id).id();
        if (heard.mos() == null || heard.jitterMs() == null || heard.lossPercent() == null) {
            throw new Refusal(Kind.INVALID, "call.sound");
        }
        sounds.heardAtDesk(call, new Sound(heard.mos(), heard.jitterMs(), heard.lossPercent()));
    }

    @PostMapping("/{id}/rejoin")
    CallView rejoin(@PathVariable UUID id) {
        var call = views.held(id).id();
        calls.rejoin(call, CurrentUser.get().member().deskKind());
        return views.of(call);
    }
}
