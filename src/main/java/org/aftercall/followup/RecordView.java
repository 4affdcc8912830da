package org.aftercall.followup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aftercall.patient.Relation;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Sound;
import org.aftercall.telephony.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A record as the screen shows it.
 *
 * @param ear what Asterisk took who picked up for, where it listened for machines
 */
record RecordView(
        UUID id,
        int version,
        String state,
        UUID patientId,
        String patientName,
        String admissionNo,
        String department,
        UUID taskId,
        UUID callId,
        int attemptNo,
        @Nullable String nurseName,
        boolean mine,
        @Nullable String signedBy,
        Form questionnaire,
        Map<String, JsonNode> answers,
        Map<String, FollowUp.Told> told,
        String note,
        @Nullable Reached reached,
        @Nullable Relation relation,
        @Nullable Completion completion,
        @Nullable Clinical clinical,
        @Nullable String disposition,
        @Nullable String dispositionText,
        @Nullable LineResult lineResult,
        @Nullable Integer q850,
        Instant orderedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable Instant signedAt,
        @Nullable Instant callbackAt,
        @Nullable Instant undoUntil,
        List<Earlier> past,
        Instant savedAt,
        @Nullable Step nextStep,
        FollowUps.@Nullable Suggested suggested,
        @Nullable Part recording,
        @Nullable Part transcript,
        @Nullable Verdict ear,
        @Nullable Sounding sounding,
        List<Hand> hands,
        @Nullable Before resumed) {

    /**
     * The talk that broke off and that this record goes on with.
     *
     * @param at when it was
     * @param openQuestion where it goes on
     * @param answers the linkIds of what was said there and not touched since
     */
    record Before(UUID record, Instant at, @Nullable String openQuestion, Set<String> answers) {}

    /** How the patient's line sounded, and how the nurse's browser heard it; null is not known. */
    record Sounding(@Nullable Sound patient, @Nullable Sound desk) {}

    /** It went on to another's desk, or was given to her. */
    record Hand(Instant at, String from, String to) {}

    /**
     * The questionnaire and its instruments in the reader's language, said as to this patient.
     *
     * @param situations what to say when the talk leaves its path
     */
    record Form(
            String code,
            int version,
            String title,
            List<JsonNode> items,
            List<JsonNode> scores,
            List<JsonNode> situations) {}

    /**
     * A version that was signed and opened again.
     *
     * @param why null when its nurse took it back at once
     */
    record Earlier(
            int version,
            String disposition,
            String dispositionText,
            Map<String, JsonNode> answers,
            @Nullable Reached reached,
            @Nullable Relation relation,
            @Nullable Completion completion,
            @Nullable Clinical clinical,
            String note,
            String signedBy,
            Instant signedAt,
            @Nullable Instant callbackAt,
            @Nullable String reopenedBy,
            Instant reopenedAt,
            @Nullable String why) {}

    record Step(String code, String text, @Nullable Instant at) {}

    record Part(UUID id, String state) {}

    @Override
    public String toString() {
        return "RecordView[" + id + "]";
    }
}
