package org.aftercall.followup;

import java.time.Instant;
import org.aftercall.call.CallId;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer that must become an action before its deadline. Prints as an id only.
 *
 * @param owner who has to act; null when nobody is on duty at any level that may be told
 */
public record Escalation(
        EscalationId id,
        int version,
        State state,
        Links links,
        Reason reason,
        DutyLevel level,
        @Nullable StaffId owner,
        Times times,
        @Nullable Closing closing) {

    /** Whose it is. */
    DutyKind kind() {
        return DutyKind.of(reason.callBack());
    }

    /** Where it stands; {@code WITHDRAWN} when the answer was a mistake. */
    public enum State {
        RAISED,
        ACKNOWLEDGED,
        HANDED_OVER,
        CLOSED,
        WITHDRAWN;

        public boolean open() {
            return this != CLOSED && this != WITHDRAWN;
        }
    }

    /**
     * What it belongs to.
     *
     * @param call in which the answer was given
     * @param callBack the task under which the patient is called back; null before the first try
     */
    public record Links(
            FollowUpId record,
            PatientId patient,
            EncounterId encounter,
            CallId call,
            String department,
            @Nullable TaskId callBack) {}

    /**
     * Why.
     *
     * @param second of the talk, when the answer was given; null when it was written down later
     * @param callBack code of the form by which the patient is called back; null for the usual one
     */
    public record Reason(
            String questionnaire,
            int questionnaireVersion,
            String rule,
            String linkId,
            JsonNode answer,
            @Nullable Integer second,
            RedFlag.Level severity,
            @Nullable String callBack) {
        @Override
        public String toString() {
            return questionnaire + "/" + questionnaireVersion + "/" + rule;
        }
    }

    /**
     * When what happened or is to happen.
     *
     * @param climbs when it goes to the next level unless it is closed before; null at the top
     * @param fixed when the record was signed
     */
    public record Times(
            Instant raised,
            Instant due,
            @Nullable Instant climbs,
            @Nullable Instant acknowledged,
            @Nullable Instant fixed,
            @Nullable Instant closed) {}

    /** How it was closed: with the call back to the patient, or the reason why there was none. */
    public record Closing(@Nullable CallId call, @Nullable String why) {}

    @Override
    public String toString() {
        return "Escalation[" + id.value() + "]";
    }
}
