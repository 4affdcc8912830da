package org.aftercall.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.transcript.hiding.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Correcting what the recogniser misheard. */
@RestController
@RequestMapping("/api/v1/recordings/{id}/transcript/utterances/{seq}")
@PreAuthorize("hasAuthority('recording.play')")
class CorrectionController {
    private static final int LONGEST = 2_000;

    private final Transcripts transcripts;
    private final Recordings recordings;
    private final Corrections corrections;
    private final TranscriptViews views;
    private final Staff staff;
    private final AuditTrail audit;

    CorrectionController(
            Transcripts transcripts,
            Recordings recordings,
            Corrections corrections,
            TranscriptViews views,
            Staff staff,
            AuditTrail audit) {
        this.transcripts = transcripts;
        this.recordings = recordings;
        this.corrections = corrections;
        this.views = views;
        this.staff = staff;
        this.audit = audit;
    }

    /**
     * @param version how often the sentence had been corrected when it was read
     * @param before how it read then
     */
    record Form(@Nullable String text, @Nullable Integer version, @Nullable String before) {}

    record OldView(int version, String text, @Nullable String replacedBy, Instant replacedAt) {}

    @PutMapping
    @PreAuthorize("hasAuthority('transcript.search')")
    TranscriptViews.TranscriptView correct(
            @PathVariable UUID id, @PathVariable("seq") String which, @RequestBody Form form) {
        int seq = number(which);
        var summary = summary(id);
        var text = Objects.requireNonNullElse(form.text(), "").strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw wrong("/text", "transcript.text", LONGEST);
        }
        if (form.version() == null) {
            throw wrong("/version", "phrases.missing");
        }
        var said = corrections.utterance(summary.id(), seq);
        if (masked(said)) {
            throw new Refusal(Kind.FORBIDDEN, "transcript.masked");
        }
        if (form.before() == null) {
            throw wrong("/before", "phrases.missing");
        }
        corrections.correct(
                summary.id(), seq, text, form.version(), form.before(), CurrentUser.get().id());
        audit.note("transcript.correct", "recording", id, null, "utterance=" + seq);
        return views.of(summary);
    }

    @GetMapping("/history")
    List<OldView> history(@PathVariable UUID id, @PathVariable("seq") String which) {
        int seq = number(which);
        var summary = summary(id);
        audit.note("transcript.read", "recording", id, null, "history=" + seq);
        return corrections.history(summary.id(), seq).stream()
                .map(o ->
                        new OldView(
                                o.version(),
                                (sees() ? o.said() : Masked.of(o.said())).text(),
                                staff.find(new StaffId(o.by())).map(StaffMember::name).orElse(null),
                                o.at()))
                .toList();
    }

    private static int number(String which) {
        if (!which.matches("\\d{1,9}")) {
            throw new Refusal(Kind.NOT_FOUND, "transcript.noUtterance");
        }
        return Integer.parseInt(which);
    }

    private Transcripts.Summary summary(UUID id) {
        var recording = recordings.visible(new RecordingId(id));
        return transcripts
                .of(recording.id())
                .filter(t -> t.state().equals("READY"))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "transcript.noUtterance"));
    }

    /** Who does not read it whole would overwrite what is hidden from her with dots. */
    private static boolean masked(Utterance said) {
        return !sees()
                && !Secret.in(said.words().stream().map(Utterance.Word::w).toList()).isEmpty();
    }

    private static boolean sees() {
        return CurrentUser.get().may(Permission.SENSITIVE_READ);
    }

    private static Refusal wrong(String pointer, String code, Object... arguments) {
        return new Refusal(
                Kind.INVALID,
                code,
                List.of(arguments),
                List.of(new Mend(pointer, code, List.of(arguments))));
    }
}
