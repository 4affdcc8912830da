package org.aftercall.followup;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Escalations as a screen shows them, in the reader's language. */
@Component
class EscalationViews {
    private final EscalationList list;
    private final EscalationSteps steps;
    private final ClosingCalls calls;
    private final EscalationWords words;
    private final Parts parts;
    private final FollowUps followUps;

    EscalationViews(
            EscalationList list,
            EscalationSteps steps,
            ClosingCalls calls,
            EscalationWords words,
            Parts parts,
            FollowUps followUps) {
        this.list = list;
        this.steps = steps;
        this.calls = calls;
        this.words = words;
        this.parts = parts;
        this.followUps = followUps;
    }

    /**
     * A line of the inbox.
     *
     * @param answerText of a choice; null of everything else
     * @param advice what the rule says is to be done
     */
    record Row(
            UUID id,
            UUID recordId,
            UUID patientId,
            String patientName,
            String admissionNo,
            String department,
            @Nullable String ward,
            Escalation.State state,
            RedFlag.Level severity,
            DutyKind kind,
            DutyLevel level,
            @Nullable String ownerName,
            boolean mine,
            String rule,
            String question,
            JsonNode answer,
            @Nullable String answerText,
            String advice,
            Instant raisedAt,
            Instant dueAt,
            @Nullable Instant climbsAt,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant closedAt) {
        @Override
        public String toString() {
            return "Row[" + id + "]";
        }
    }

    /**
     * One with all that was done about it.
     *
     * @param answered of a complaint, once he was called back
     * @param origin because of which he was called when this one was raised
     */
    record Whole(
            Row row,
            String questionnaire,
            int questionnaireVersion,
            @Nullable Integer heardSecond,
            RecordView.@Nullable Part recording,
            @Nullable UUID closingCall,
            @Nullable String closingWhy,
            List<EscalationSteps.Step> history,
            List<RosterRows.CallBack> callBacks,
            ClosingCalls.@Nullable Answered answered,
            @Nullable UUID origin) {
        @Override
        public String toString() {
            return "Whole[" + row.id() + "]";
        }
    }

    Row row(EscalationList.Line l, Locale locale) {
        return new Row(
                l.id(),
                l.record(),
                l.patient(),
                l.patientName(),
                l.admissionNo(),
                l.department(),
                l.ward(),
                l.state(),
                l.severity(),
                l.kind(),
                l.level(),
                l.ownerName(),
                CurrentUser.get().id().value().equals(l.owner()),
                l.rule(),
                words.question(l, locale),
                l.answer(),
                words.answer(l, locale),
                words.advice(l, locale),
                l.raised(),
                l.due(),
                l.climbs(),
                l.acknowledged(),
                l.closed());
    }

    Whole whole(Escalation e, Locale locale) {
        var closing = e.closing();
        var callBacks = calls.of(e);
        return new Whole(
                row(list.one(e.id()), locale),
                e.reason().questionnaire(),
                e.reason().questionnaireVersion(),
                e.reason().second(),
                followUps.find(e.links().record()).map(parts::recording).orElse(null),
                closing == null || closing.call() == null ? null : closing.call().value(),
                closing == null ? null : closing.why(),
                steps.of(e.id()).stream().map(s -> words.told(s, locale)).toList(),
                callBacks,
                calls.answered(e, callBacks, locale).orElse(null),
                calls.origin(e));
    }
}
