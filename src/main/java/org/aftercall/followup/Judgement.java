package org.aftercall.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aftercall.call.Call;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.script.Problem;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.RedFlag;
import org.aftercall.telephony.Verdict;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.RetryRule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What answers and a line's result say about an outcome: pure rules. */
final class Judgement {
    private static final Duration FARTHEST_CALLBACK = Duration.ofDays(90);

    private Judgement() {}

    /** What an attempt in which nobody of ours talked comes to, by the network's word. */
    static Disposition ofCall(Call call, FollowUp record) {
        return switch (Objects.requireNonNull(call.result())) {
            case NO_ANSWER, REJECTED -> Disposition.NO_ANSWER;
            case BUSY -> Disposition.BUSY;
            case INVALID_NUMBER -> Disposition.NUMBER_INVALID;
            case CONGESTION, TECHNICAL -> Disposition.TECHNICAL_FAILURE;
            case CANCELLED -> Disposition.CANCELLED;
            // Answered and yet nobody's record: its nurse has to finish it, if it ever had one.
            case ANSWERED ->
                    call.ear() == Verdict.MACHINE
                            ? Disposition.MACHINE_NO_MESSAGE
                            : record.links().nurse() != null
                                    ? Disposition.RECORD_LOST
                                    : Disposition.ABANDONED;
        };
    }

    /** What a nurse most likely wants to sign after a talk. */
    record Suggestion(Disposition disposition, Reached reached, Completion completion) {}

    static Suggestion suggest(FollowUp record, Questionnaire questionnaire) {
        var completion = completion(record, questionnaire);
        var reached = record.axes().reached() == null ? Reached.PATIENT : record.axes().reached();
        var flagged = !questionnaire.redFlags(record.answers()).isEmpty();
        var disposition =
                switch (completion) {
                    case COMPLETE ->
                            flagged
                                    ? Disposition.COMPLETED_ESCALATED
                                    : Disposition.COMPLETED_ROUTINE;
                    case REFUSED -> Disposition.SOFT_REFUSAL;
                    case PARTIAL -> Disposition.INTERRUPTED;
                    case NOT_STARTED ->
                            switch (reached) {
                                case PROXY -> Disposition.NOT_HOME_PROXY_ANSWERED;
                                case OTHER -> Disposition.WRONG_PERSON;
                                case PATIENT -> Disposition.CALLBACK_UNSPECIFIED;
                                case NOBODY -> Disposition.MACHINE_NO_MESSAGE;
                            };
                };
        return new Suggestion(disposition, reached, completion);
    }

    /** Answers tell how far it came; only a refusal is the nurse's word. */
    static Completion completion(FollowUp record, Questionnaire questionnaire) {
        if (record.axes().completion() == Completion.REFUSED) {
            return Completion.REFUSED;
        }
        return switch (questionnaire.completion(record.answers()).state()) {
            case NOT_STARTED -> Completion.NOT_STARTED;
            case PARTIAL -> Completion.PARTIAL;
            case COMPLETE -> Completion.COMPLETE;
        };
    }

    /** What the form left out; nothing else can be judged before it is there. */
    static List<Mend> missing(
            @Nullable Disposition disposition,
            @Nullable Reached reached,
            @Nullable Clinical clinical) {
        var mends = new ArrayList<Mend>();
        if (disposition == null) {
            mends.add(mend("/disposition", "sign.missing"));
        }
        if (reached == null) {
            mends.add(mend("/reached", "sign.missing"));
        }
        if (clinical == null) {
            mends.add(mend("/clinical", "sign.missing"));
        }
        return mends;
    }

    /** Everything that must be mended before this can be signed. */
    static List<Mend> against(
            Signing signing,
            RetryRule rule,
            Map<String, JsonNode> answers,
            Questionnaire questionnaire,
            Instant now) {
        var mends = new ArrayList<Mend>();
        if (!FollowUps.signable(signing.disposition())) {
            mends.add(mend("/disposition", "sign.notYours"));
        }
        var silent = signing.note() == null || signing.note().isBlank();
        if (rule.needsNote() && silent) {
            mends.add(mend("/note", "sign.needsNote"));
        }
        if (signing.reached() == Reached.PROXY && signing.relation() == null) {
            mends.add(mend("/relation", "sign.needsRelation"));
        }
        var at = signing.callbackAt();
        if (at == null
                ? signing.disposition() == Disposition.CALLBACK_DEFINITE && rule.takesATime()
                : !at.isAfter(now) || at.isAfter(now.plus(FARTHEST_CALLBACK))) {
            mends.add(mend("/callbackAt", "sign.callbackAt"));
        }
        var complete =
                signing.disposition() == Disposition.COMPLETED_ROUTINE
                        || signing.disposition() == Disposition.COMPLETED_ESCALATED;
        (complete ? questionnaire.check(answers) : questionnaire.checkGiven(answers))
                .stream().map(Problem::mend).forEach(mends::add);
        if (!complete && silent && questionnaire.leftInEmergency(answers)) {
            mends.add(mend("/note", "sign.emergencyLeft"));
        }
        var flags = questionnaire.redFlags(answers);
        if (!flags.isEmpty() && signing.disposition() == Disposition.COMPLETED_ROUTINE) {
            mends.add(mend("/disposition", "sign.redFlag"));
        }
        if (gravest(flags).compareTo(signing.clinical()) > 0) {
            mends.add(mend("/clinical", "sign.clinical"));
        }
        return mends;
    }

    /** The least that the fourth axis must say, given these alarms. */
    static Clinical gravest(List<RedFlag> flags) {
        return flags.stream()
                .map(f ->
                        switch (f.level()) {
                            case ROUTINE -> Clinical.ADVICE;
                            case URGENT -> Clinical.URGENT;
                            case EMERGENCY -> Clinical.EMERGENCY;
                        })
                .max(Clinical::compareTo)
                .orElse(Clinical.NONE);
    }

    private static Mend mend(String pointer, String code) {
        return new Mend(pointer, code, List.of());
    }
}
