package org.aftercall.transcript;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.CurrentUser;
import org.aftercall.transcript.TranscriptViews.TranscriptView;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading and searching what was said. */
@RestController
@RequestMapping("/api/v1")
class TranscriptController {
    private static final int LONGEST_QUESTION = 100;

    private final Transcripts transcripts;
    private final Recordings recordings;
    private final TranscriptViews views;
    private final Search search;
    private final AuditTrail audit;

    TranscriptController(
            Transcripts transcripts,
            Recordings recordings,
            TranscriptViews views,
            Search search,
            AuditTrail audit) {
        this.transcripts = transcripts;
        this.recordings = recordings;
        this.views = views;
        this.search = search;
        this.audit = audit;
    }

    record HitView(
            UUID recordingId,
            @Nullable UUID recordId,
            int seq,
            Speaker speaker,
            int fromMs,
            Instant at,
            @Nullable String patientName,
            @Nullable String department,
            String excerpt,
            List<int[]> marks) {}

    /** In which calls to look; what is left out does not matter. */
    record In(
            @Nullable UUID worklist,
            @Nullable String nurse,
            @Nullable String outcome,
            @Nullable Boolean flagged,
            @Nullable Integer minSeconds,
            @Nullable Integer maxSeconds) {}

    record Page(List<HitView> items, @Nullable String next) {}

    @GetMapping("/recordings/{id}/transcript")
    @PreAuthorize("hasAuthority('recording.play')")
    TranscriptView one(@PathVariable UUID id) {
        var recording = recordings.visible(new RecordingId(id));
        var found = transcripts.of(recording.id());
        if (found.isEmpty()) {
            return TranscriptView.waiting();
        }
        var view = views.of(found.get());
        if (view.state().equals("READY")) {
            boolean secrets = view.utterances().stream().anyMatch(u -> !u.secrets().isEmpty());
            audit.note("transcript.read", "recording", id, null, secrets ? "unmasked" : "");
        }
        return view;
    }

    @GetMapping("/transcripts")
    @PreAuthorize("hasAuthority('transcript.search')")
    Page find(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable Speaker speaker,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            In calls,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (q.isBlank() || q.length() > LONGEST_QUESTION) {
            throw new Refusal(Kind.INVALID, "search.question", LONGEST_QUESTION);
        }
        // What was looked for may itself tell something of a patient; that it was looked is kept.
        audit.note("transcript.search", "transcript", null, null);
        var size = Math.clamp(limit, 1, 100);
        var hits =
                search.find(
                        new Search.Question(
                                q,
                                new Search.Filter(
                                        speaker,
                                        from,
                                        to,
                                        calls.worklist(),
                                        calls.nurse(),
                                        calls.outcome(),
                                        Boolean.TRUE.equals(calls.flagged()),
                                        millis(calls.minSeconds()),
                                        millis(calls.maxSeconds())),
                                read(cursor),
                                size),
                        CurrentUser.get().scope());
        return new Page(
                hits.stream()
                        .map(h ->
                                new HitView(
                                        h.recordingId(),
                                        h.recordId(),
                                        h.seq(),
                                        h.speaker(),
                                        h.fromMs(),
                                        h.at(),
                                        h.patientName(),
                                        h.department(),
                                        h.excerpt(),
                                        Search.marks(h.excerpt(), q)))
                        .toList(),
                hits.size() < size ? null : write(hits.getLast()));
    }

    private static @Nullable Integer millis(@Nullable Integer seconds) {
        if (seconds != null && (seconds < 0 || seconds > 100_000)) {
            throw new Refusal(Kind.INVALID, "search.filter");
        }
        return seconds == null ? null : seconds * 1000;
    }

    private static String write(Search.Hit hit) {
        var text = hit.callAt() + "|" + hit.transcript() + "|" + hit.seq();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Search.@Nullable Cursor read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            var parts =
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
                            .split("\\|", 3);
            return new Search.Cursor(
                    Instant.parse(parts[0]), UUID.fromString(parts[1]), Integer.parseInt(parts[2]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Refusal(Kind.INVALID, "search.cursor");
        }
    }
}
