package org.aftercall.followup;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.dialer.AttemptId;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Relation;
import org.aftercall.staff.StaffId;
import org.aftercall.telephony.LineResult;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The structured record of one attempt. Prints as an id only.
 *
 * @param resumed the talk that broke off, where this one goes on with it
 */
public record FollowUp(
        FollowUpId id,
        int version,
        boolean signed,
        Links links,
        String questionnaire,
        int questionnaireVersion,
        int attemptNo,
        Map<String, JsonNode> answers,
        Map<String, Told> told,
        String note,
        Axes axes,
        @Nullable Disposition disposition,
        @Nullable Ending ending,
        Times times,
        @Nullable Resumed resumed) {

    public FollowUp {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
        told = Map.copyOf(told);
    }

    /**
     * What it belongs to.
     *
     * @param nurse null where nobody has taken the call, or nobody ever did
     */
    public record Links(
            AttemptId attempt,
            TaskId task,
            PatientId patient,
            EncounterId encounter,
            CallId call,
            @Nullable StaffId nurse,
            String department) {}

    /** The four axes of an outcome, never mixed in one code. */
    public record Axes(
            @Nullable LineResult line,
            @Nullable Reached reached,
            @Nullable Relation relation,
            @Nullable Completion completion,
            @Nullable String openQuestion,
            @Nullable Clinical clinical,
            @Nullable Integer q850) {}

    /**
     * What was decided.
     *
     * @param signedBy null when the house signed from the line's result
     */
    public record Ending(
            @Nullable UUID signedBy,
            Instant signedAt,
            @Nullable String nextStep,
            @Nullable Instant nextAt,
            @Nullable Instant callbackAt) {}

    /**
     * When in the talk an answer was given, in milliseconds since the patient answered.
     *
     * @param fromMs its first word
     * @param toMs its last change; the same where it was given at once
     */
    public record Told(long fromMs, long toMs) {}

    /** When what happened. */
    public record Times(
            Instant ordered, @Nullable Instant answered, @Nullable Instant ended, Instant saved) {}

    /** Whether the patient himself is on the telephone, as far as the form says. */
    boolean saidByPatient() {
        var who = answers.get("who");
        return who == null ? axes.reached() == Reached.PATIENT : "PATIENT".equals(who.asString(""));
    }

    /** The same with other contents. */
    FollowUp with(
            Map<String, JsonNode> said, String noted, Axes now, @Nullable Disposition decided) {
        return new FollowUp(
                id,
                version,
                signed,
                links,
                questionnaire,
                questionnaireVersion,
                attemptNo,
                said,
                toldOf(said),
                noted,
                now,
                decided,
                ending,
                times,
                resumed == null ? null : resumed.after(answers, said));
    }

    /** What is no answer any more was never told. */
    private Map<String, Told> toldOf(Map<String, JsonNode> said) {
        var kept = new HashMap<>(told);
        kept.keySet().retainAll(said.keySet());
        return kept;
    }

    /** The same with what is known of when its answers were given. */
    FollowUp told(Map<String, Told> when) {
        return new FollowUp(
                id,
                version,
                signed,
                links,
                questionnaire,
                questionnaireVersion,
                attemptNo,
                answers,
                when,
                note,
                axes,
                disposition,
                ending,
                times,
                resumed);
    }

    /** The same with the call's hours as they are known now. */
    FollowUp at(@Nullable Instant answered, @Nullable Instant ended) {
        return new FollowUp(
                id,
                version,
                signed,
                links,
                questionnaire,
                questionnaireVersion,
                attemptNo,
                answers,
                told,
                note,
                axes,
                disposition,
                ending,
                new Times(times.ordered(), answered, ended, times.saved()),
                resumed);
    }

    @Override
    public String toString() {
        return "FollowUp[" + id.value() + "]";
    }
}
