package org.aftercall.followup;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.aftercall.followup.trial.Draw.Arm;
import org.aftercall.followup.trial.Stopping;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.WorklistId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Two wordings of one questionnaire beside each other on one list.
 *
 * @param satisfaction a question whose answers are numbers, or a score, that says how content a
 *     patient is
 * @param complaint a question that says whether he complains; null counts every complaint that came
 *     up
 * @param end null as long as it runs
 */
record Trial(
        UUID id,
        WorklistId list,
        String purpose,
        Wordings wordings,
        @Nullable String satisfaction,
        @Nullable String complaint,
        Instant startedAt,
        StaffId startedBy,
        @Nullable End end) {

    /** Both versions: the one that was there, and the new one. */
    record Wordings(String questionnaire, int a, int b) {
        int of(Arm arm) {
            return switch (arm) {
                case A -> a;
                case B -> b;
            };
        }
    }

    /**
     * @param by null: it ended itself, and for this evidence
     * @param figures as they were then; null of one that ended before they were kept
     */
    record End(
            Instant at,
            @Nullable StaffId by,
            @Nullable String why,
            Map<Arm, Stopping.Found> evidence,
            @Nullable TrialFigures figures) {}

    /** What became of one patient in it. */
    record Outcome(
            PatientId patient,
            Arm arm,
            boolean reached,
            boolean complete,
            boolean alarm,
            boolean complaint,
            double seconds,
            Map<String, JsonNode> answers) {}

    boolean uses(String questionnaire, int version) {
        return wordings.questionnaire().equals(questionnaire)
                && (wordings.a() == version || wordings.b() == version);
    }
}
