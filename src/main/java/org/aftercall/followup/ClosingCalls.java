package org.aftercall.followup;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.script.Questionnaires;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The calls after an escalation, and what whoever complained was answered in them. */
@Component
class ClosingCalls {
    private final RosterRows roster;
    private final Rows rows;
    private final EscalationRows escalations;
    private final Questionnaires questionnaires;

    ClosingCalls(
            RosterRows roster,
            Rows rows,
            EscalationRows escalations,
            Questionnaires questionnaires) {
        this.roster = roster;
        this.rows = rows;
        this.escalations = escalations;
        this.questionnaires = questionnaires;
    }

    /**
     * As the patient told it in the call back.
     *
     * @param record of that call
     * @param solved code of the option; null when it was not asked
     */
    record Answered(
            UUID record,
            @Nullable String solved,
            @Nullable String solvedText,
            @Nullable String content,
            @Nullable String contentText,
            boolean signed) {}

    List<RosterRows.CallBack> of(Escalation escalation) {
        return roster.callBacks(escalation);
    }

    /** The escalation because of which he was called when this one was raised. */
    @Nullable UUID origin(Escalation escalation) {
        return escalations
                .origin(escalation.links().record())
                .map(EscalationId::value)
                .orElse(null);
    }

    /**
     * Whether it can be closed with that call. A complaint needs one by its own form, and where
     * that answered nothing a word about it, too.
     *
     * @param silent nothing is said besides
     */
    void check(Escalation escalation, CallId call, boolean silent) {
        var back =
                of(escalation).stream()
                        .filter(c -> c.call().equals(call.value()))
                        .findFirst()
                        .orElseThrow(() -> Escalations.mend("/callId", "escalation.notACallBack"));
        if (!back.reached()) {
            throw Escalations.mend("/callId", "escalation.notReached");
        }
        if (escalation.kind() != DutyKind.COMPLAINT) {
            return;
        }
        if (!Complaint.FORM.equals(back.form()) || back.record() == null) {
            throw Escalations.mend("/callId", "escalation.otherForm");
        }
        var record = rows.find(new FollowUpId(back.record())).orElseThrow();
        if (silent && asks(record) && !record.answers().containsKey(Complaint.SOLVED)) {
            throw Escalations.mend("/why", "escalation.unanswered");
        }
    }

    /** A hospital's own form may ask otherwise. */
    private boolean asks(FollowUp record) {
        return questionnaires
                .get(record.questionnaire(), record.questionnaireVersion())
                .questions()
                .contains(Complaint.SOLVED);
    }

    /** Of the call it was closed with, else of the newest in which something was answered. */
    Optional<Answered> answered(
            Escalation escalation, List<RosterRows.CallBack> calls, Locale locale) {
        if (escalation.kind() != DutyKind.COMPLAINT) {
            return Optional.empty();
        }
        var closing = escalation.closing();
        return calls.stream()
                .filter(c -> Complaint.FORM.equals(c.form()))
                .sorted(
                        Comparator.comparing(c ->
                                closing == null
                                        || closing.call() == null
                                        || !closing.call().value().equals(c.call())))
                .flatMap(c -> Optional.ofNullable(c.record()).stream())
                .flatMap(r -> rows.find(new FollowUpId(r)).stream())
                .filter(r ->
                        r.answers().containsKey(Complaint.SOLVED)
                                || r.answers().containsKey(Complaint.CONTENT))
                .findFirst()
                .map(r -> answered(r, locale));
    }

    private Answered answered(FollowUp record, Locale locale) {
        var form = questionnaires.get(record.questionnaire(), record.questionnaireVersion());
        var solved = record.answers().get(Complaint.SOLVED);
        var content = record.answers().get(Complaint.CONTENT);
        return new Answered(
                record.id().value(),
                code(solved),
                solved == null ? null : form.chosen(Complaint.SOLVED, solved, locale),
                code(content),
                content == null ? null : form.chosen(Complaint.CONTENT, content, locale),
                record.signed());
    }

    private static @Nullable String code(@Nullable JsonNode answer) {
        return answer == null ? null : answer.asString("");
    }
}
