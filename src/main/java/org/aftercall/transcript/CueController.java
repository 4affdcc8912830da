package org.aftercall.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.transcript.phrase.Phrase;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was heard in a call and may matter: seen, confirmed, rejected. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('recording.play')")
class CueController {
    private final Cues cues;
    private final Unjudged unjudged;
    private final Hearers hearers;
    private final Staff staff;
    private final AuditTrail audit;

    CueController(Cues cues, Unjudged unjudged, Hearers hearers, Staff staff, AuditTrail audit) {
        this.cues = cues;
        this.unjudged = unjudged;
        this.hearers = hearers;
        this.staff = staff;
        this.audit = audit;
    }

    record CueView(
            UUID id,
            UUID callId,
            Phrase.Kind kind,
            String words,
            Speaker speaker,
            int atMs,
            String said,
            boolean live,
            Cue.@Nullable Verdict verdict,
            @Nullable String judgedBy,
            @Nullable Instant judgedAt) {}

    record OpenView(
            CueView cue,
            @Nullable UUID recordId,
            Instant at,
            @Nullable String patientName,
            @Nullable String department,
            @Nullable String nurseName) {}

    record Page(List<OpenView> items, @Nullable UUID next) {}

    record Judgement(@Nullable String verdict) {}

    @GetMapping("/calls/{id}/cues")
    List<CueView> of(@PathVariable UUID id) {
        var call = new CallId(id);
        hearers.check(call);
        var all = cues.of(call);
        if (!all.isEmpty()) {
            audit.note("cue.read", "call", id, null);
        }
        return all.stream().map(this::view).toList();
    }

    /** What nobody has judged yet in the calls of her scope. */
    @GetMapping("/cues")
    @PreAuthorize("hasAuthority('transcript.search')")
    Page unjudged(
            @RequestParam(required = false) Phrase.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable UUID worklist,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable UUID cursor) {
        var size = Math.clamp(limit, 1, 100);
        var found =
                unjudged.find(
                        new Unjudged.Question(kind, worklist, cursor, size),
                        CurrentUser.get().scope());
        audit.note("cue.list", "cue", null, null);
        return new Page(
                found.stream()
                        .map(o ->
                                new OpenView(
                                        view(o.cue()),
                                        o.recordId(),
                                        o.at(),
                                        o.patientName(),
                                        o.department(),
                                        o.nurseName()))
                        .toList(),
                found.size() < size ? null : found.getLast().cue().id());
    }

    @PutMapping("/cues/{id}/verdict")
    CueView judge(@PathVariable UUID id, @RequestBody Judgement judgement) {
        var cue = cues.get(id);
        hearers.check(cue.call());
        var verdict = verdict(judgement.verdict());
        var judged = cues.judge(cue, verdict, CurrentUser.get().id());
        audit.note("cue.judge", "cue", id, null, "verdict=" + verdict);
        return view(judged);
    }

    private static Cue.Verdict verdict(@Nullable String code) {
        for (var verdict : Cue.Verdict.values()) {
            if (verdict.name().equals(code)) {
                return verdict;
            }
        }
        throw new Refusal(
                Kind.INVALID,
                "cue.verdict",
                List.of(),
                List.of(new Mend("/verdict", "cue.verdict", List.of())));
    }

    private CueView view(Cue cue) {
        var judged = cue.judged();
        return new CueView(
                cue.id(),
                cue.call().value(),
                cue.kind(),
                cue.words(),
                cue.speaker(),
                cue.atMs(),
                cue.said(),
                cue.live(),
                judged == null ? null : judged.verdict(),
                judged == null
                        ? null
                        : staff.find(new StaffId(Objects.requireNonNull(judged.by())))
                                .map(StaffMember::name)
                                .orElse(null),
                judged == null ? null : judged.at());
    }
}
