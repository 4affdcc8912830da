package org.aftercall.recording.web;

import java.util.List;
import java.util.UUID;
import org.aftercall.call.Call;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.recording.Consent;
import org.aftercall.recording.Moments;
import org.aftercall.recording.PauseReason;
import org.aftercall.recording.Pauses;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The tape of a talk that is going on: whether it runs, and what she marks on it. */
@RestController
@RequestMapping("/api/v1/calls/{id}/tape")
@PreAuthorize("hasAuthority('call')")
class TapeController {
    private final Calls calls;
    private final Pauses pauses;
    private final Moments moments;

    TapeController(Calls calls, Pauses pauses, Moments moments) {
        this.calls = calls;
        this.pauses = pauses;
        this.moments = moments;
    }

    /**
     * @param paused why it is paused now
     * @param consent null where the patient is not asked
     */
    record View(
            boolean recorded,
            @Nullable PauseReason paused,
            @Nullable Consent consent,
            List<Moments.Moment> moments) {}

    /** Nothing for a talk that is at another desk, or was handed on while she asked. */
    @GetMapping
    ResponseEntity<View> now(@PathVariable UUID id) {
        return CurrentUser.get()
                .member()
                .desk()
                .flatMap(desk -> calls.find(new CallId(id)).filter(call -> call.isAt(desk)))
                .map(call -> ResponseEntity.ok(view(call)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    record Why(@Nullable PauseReason reason) {}

    @PostMapping("/pause")
    View pause(@PathVariable UUID id, @RequestBody Why why) {
        if (why.reason() == null || why.reason() == PauseReason.CONSENT) {
            throw invalid("/reason", "pause.reason");
        }
        if (!pauses.pause(new CallId(id), why.reason())) {
            throw goesOn();
        }
        return view(calls.get(new CallId(id)));
    }

    @PostMapping("/resume")
    View resume(@PathVariable UUID id) {
        pauses.resume(new CallId(id));
        return view(calls.get(new CallId(id)));
    }

    record Answer(@Nullable Boolean agreed) {}

    @PostMapping("/consent")
    View consent(@PathVariable UUID id, @RequestBody Answer answer) {
        if (answer.agreed() == null) {
            throw invalid("/agreed", "pause.agreed");
        }
        if (!pauses.answer(new CallId(id), answer.agreed())) {
            throw answer.agreed() ? Pauses.notObeyed() : goesOn();
        }
        return view(calls.get(new CallId(id)));
    }

    record Bookmark(@Nullable String said) {}

    @PostMapping("/bookmarks")
    View bookmark(@PathVariable UUID id, @RequestBody Bookmark bookmark) {
        moments.bookmark(new CallId(id), bookmark.said());
        return view(calls.get(new CallId(id)));
    }

    private View view(Call call) {
        return new View(
                call.recorded(),
                pauses.now(call.id()).orElse(null),
                call.recorded() ? pauses.consent(call.id()).orElse(null) : null,
                moments.of(call.id()));
    }

    /** What she said is kept; only the tape does not know it. */
    private static Refusal goesOn() {
        return new Refusal(Kind.UNAVAILABLE, "pause.goesOn");
    }

    private static Refusal invalid(String pointer, String code) {
        return new Refusal(
                Kind.INVALID, code, List.of(), List.of(new Mend(pointer, code, List.of())));
    }
}
