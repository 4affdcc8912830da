package org.aftercall.transcript;

import java.util.List;
import java.util.UUID;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.transcript.hiding.Secret;
import org.aftercall.transcript.reading.Written;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lays a transcript out for its reader: written as one reads it, and masked as far as she must not.
 */
@Component
class TranscriptViews {
    private final UtteranceRows rows;
    private final Corrections corrections;

    TranscriptViews(UtteranceRows rows, Corrections corrections) {
        this.rows = rows;
        this.corrections = corrections;
    }

    /**
     * @param engine who listened: {@code vosk} or {@code whisper}; null as long as nobody did
     * @param masked whether something is hidden from this reader
     * @param figures null when nothing was said
     */
    record TranscriptView(
            @Nullable UUID id,
            String state,
            @Nullable String engine,
            @Nullable String model,
            boolean demo,
            @Nullable String language,
            boolean masked,
            @Nullable Figures figures,
            List<UtteranceView> utterances) {
        static TranscriptView waiting() {
            return new TranscriptView(
                    null, "WAITING", null, null, false, null, false, null, List.of());
        }
    }

    /**
     * @param written words that read better otherwise, by their indexes
     * @param secrets words that others do not read, by their indexes; empty when they are masked
     * @param version how often a person corrected it
     */
    record UtteranceView(
            int seq,
            Speaker speaker,
            int fromMs,
            int toMs,
            String text,
            List<Utterance.Word> words,
            List<Written> written,
            List<Secret> secrets,
            int version) {}

    TranscriptView of(Transcripts.Summary summary) {
        var said = rows.of(summary.id());
        var secrets = rows.secrets(summary.id());
        var versions = corrections.versions(summary.id());
        boolean all = CurrentUser.get().may(Permission.SENSITIVE_READ);
        return new TranscriptView(
                summary.id().value(),
                summary.state(),
                summary.model() == null ? null : summary.engine(),
                summary.model(),
                summary.demo(),
                summary.language(),
                !all && !secrets.isEmpty(),
                said.isEmpty() ? null : Figures.of(said),
                said.stream()
                        .map(u ->
                                view(
                                        u,
                                        secrets.getOrDefault(u.seq(), List.of()),
                                        all,
                                        versions.getOrDefault(u.seq(), 0)))
                        .toList());
    }

    private static UtteranceView view(
            Utterance said, List<Secret> secrets, boolean all, int version) {
        var shown = all ? said : Masked.of(said, secrets).utterance();
        return new UtteranceView(
                shown.seq(),
                shown.speaker(),
                shown.fromMs(),
                shown.toMs(),
                shown.text(),
                shown.words(),
                Written.of(shown.words().stream().map(Utterance.Word::w).toList()),
                all ? secrets : List.of(),
                version);
    }
}
