package org.aftercall.followup;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.RetryRule;
import org.aftercall.worklist.Settling;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading, filling and signing records. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('record.read')")
class RecordController {
    private final FollowUps followUps;
    private final Pages pages;
    private final RecordList list;
    private final Parts parts;
    private final Settling settling;
    private final AuditTrail audit;

    RecordController(
            FollowUps followUps,
            Pages pages,
            RecordList list,
            Parts parts,
            Settling settling,
            AuditTrail audit) {
        this.followUps = followUps;
        this.pages = pages;
        this.list = list;
        this.parts = parts;
        this.settling = settling;
        this.audit = audit;
    }

    record Row(
            UUID id,
            String patientName,
            String admissionNo,
            String department,
            @Nullable String nurseName,
            Instant at,
            @Nullable String disposition,
            @Nullable String lineResult,
            @Nullable String reached,
            @Nullable String completion,
            @Nullable String clinical,
            String state,
            @Nullable Long durationMs,
            boolean hasRecording,
            boolean hasTranscript) {}

    record Page(List<Row> items, @Nullable String next) {}

    /**
     * @param closes whether the follow-up is done with it, so that the next one may be owed
     */
    record DispositionView(
            String code,
            String text,
            boolean needsNote,
            String reached,
            String nextStep,
            boolean closes) {}

    @GetMapping("/records")
    Page page(
            @RequestParam(required = false) @Nullable UUID patient,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String disposition,
            @RequestParam(required = false) @Nullable UUID nurse,
            @RequestParam(required = false) @Nullable String questionnaire,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable UUID cursor) {
        var size = Math.clamp(limit, 1, 200);
        var lines =
                list.page(
                        new RecordList.Filter(
                                patient, from, to, disposition, nurse, questionnaire, q),
                        CurrentUser.get().scope(),
                        cursor,
                        size);
        var sounds = parts.of(lines.stream().map(RecordList.Line::callId).toList());
        return new Page(
                lines.stream()
                        .map(l ->
                                new Row(
                                        l.id(),
                                        l.patientName(),
                                        l.admissionNo(),
                                        l.department(),
                                        l.nurseName(),
                                        l.at(),
                                        l.disposition(),
                                        l.lineResult(),
                                        l.reached(),
                                        l.completion(),
                                        l.clinical(),
                                        l.state(),
                                        l.durationMs(),
                                        sounds.recorded().contains(l.callId()),
                                        sounds.transcribed().contains(l.callId())))
                        .toList(),
                lines.size() < size ? null : lines.getLast().id().toString());
    }

    @GetMapping("/records/{id}")
    ResponseEntity<RecordView> one(@PathVariable UUID id, Locale locale) {
        var record = followUps.get(new FollowUpId(id), CurrentUser.get());
        audit.note("record.view", "record", id, record.links().patient().value());
        return tagged(record, locale);
    }

    @PatchMapping("/records/{id}")
    @PreAuthorize("hasAuthority('record.write')")
    ResponseEntity<?> save(
            @PathVariable UUID id,
            @RequestHeader(value = "If-Match", required = false) @Nullable String match,
            @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody FollowUps.Change change,
            Locale locale) {
        var me = CurrentUser.get();
        try {
            return tagged(
                    followUps.save(new FollowUpId(id), version(match), change, key, me), locale);
        } catch (Refusal stale) {
            return current(stale, id, locale);
        }
    }

    @PostMapping("/records/{id}/sign")
    @PreAuthorize("hasAuthority('record.write')")
    ResponseEntity<?> sign(
            @PathVariable UUID id,
            @RequestHeader(value = "If-Match", required = false) @Nullable String match,
            @RequestBody Signing signing,
            Locale locale) {
        var me = CurrentUser.get();
        try {
            var signed = followUps.sign(new FollowUpId(id), version(match), signing, me);
            audit.note("record.sign", "record", id, signed.links().patient().value());
            return tagged(signed, locale);
        } catch (Refusal stale) {
            return current(stale, id, locale);
        }
    }

    /** Within moments of the signature, by who signed. */
    @PostMapping("/records/{id}/undo")
    @PreAuthorize("hasAuthority('record.write')")
    ResponseEntity<RecordView> undo(@PathVariable UUID id, Locale locale) {
        var record = followUps.undo(new FollowUpId(id), CurrentUser.get());
        audit.note("record.undo", "record", id, record.links().patient().value());
        return tagged(record, locale);
    }

    /**
     * @param reason kept with the version that was signed
     */
    record Reopening(@Nullable String reason) {}

    @PostMapping("/records/{id}/reopen")
    @PreAuthorize("hasAuthority('record.write')")
    ResponseEntity<RecordView> reopen(
            @PathVariable UUID id, @RequestBody Reopening wish, Locale locale) {
        var record = followUps.reopen(new FollowUpId(id), wish.reason(), CurrentUser.get());
        audit.note(
                "record.reopen",
                "record",
                id,
                record.links().patient().value(),
                "version=" + record.version());
        return tagged(record, locale);
    }

    @GetMapping("/dispositions")
    List<DispositionView> dispositions(
            @RequestParam(required = false) @Nullable UUID record, Locale locale) {
        var rules =
                record == null
                        ? settling.rules()
                        : settling.rules(
                                followUps
                                        .get(new FollowUpId(record), CurrentUser.get())
                                        .links()
                                        .task());
        return rules.stream()
                .filter(r -> FollowUps.signable(r.disposition()))
                .map(r -> disposition(r, locale))
                .toList();
    }

    private DispositionView disposition(RetryRule r, Locale locale) {
        return new DispositionView(
                r.disposition().name(),
                pages.text("disposition." + r.disposition().name(), locale),
                r.needsNote(),
                r.reached(),
                pages.text("nextStep." + Pages.stepKey(r.step()), locale),
                r.step() == RetryRule.Step.CLOSE);
    }

    /** A stale write is answered with what stands there now, so that the screen can show both. */
    private ResponseEntity<ProblemDetail> current(Refusal refusal, UUID id, Locale locale) {
        if (refusal.kind() != Kind.STALE) {
            throw refusal;
        }
        var problem = ProblemDetail.forStatus(HttpStatus.PRECONDITION_FAILED);
        problem.setType(URI.create("urn:aftercall:problem:" + refusal.code()));
        problem.setDetail(pages.text("refusal." + refusal.code(), locale));
        problem.setProperty("code", refusal.code());
        problem.setProperty(
                "current",
                pages.view(followUps.get(new FollowUpId(id), CurrentUser.get()), locale));
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED).body(problem);
    }

    private ResponseEntity<RecordView> tagged(FollowUp record, Locale locale) {
        return ResponseEntity.ok()
                .eTag("\"" + record.version() + "\"")
                .body(pages.view(record, locale));
    }

    private static int version(@Nullable String match) {
        if (match == null) {
            throw new Refusal(Kind.UNCONDITIONAL, "record.ifMatch");
        }
        try {
            return Integer.parseInt(match.replace("\"", "").replace("W/", "").strip());
        } catch (NumberFormatException e) {
            throw new Refusal(Kind.STALE, "record.stale");
        }
    }
}
