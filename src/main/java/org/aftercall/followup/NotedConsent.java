package org.aftercall.followup;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aftercall.recording.ConsentAnswered;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/** What she noted at the tape of being recorded, in the form, so that nobody is asked twice. */
@Component
class NotedConsent {
    private final Rows rows;
    private final Questionnaires questionnaires;
    private final Outcomes outcomes;
    private final ApplicationEventPublisher events;

    NotedConsent(
            Rows rows,
            Questionnaires questionnaires,
            Outcomes outcomes,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.questionnaires = questionnaires;
        this.outcomes = outcomes;
        this.events = events;
    }

    /** It is of this talk alone: his profile says what it said. */
    @EventListener
    void on(ConsentAnswered event) {
        outcomes.attempt(event.call())
                .flatMap(attempt -> rows.of(attempt))
                .filter(record -> !record.signed() && asks(record))
                .ifPresent(record -> write(record, event));
    }

    private void write(FollowUp record, ConsentAnswered said) {
        var question = Questionnaire.CONSENT_TO_RECORDING;
        var answers = new LinkedHashMap<>(record.answers());
        var answer = JsonNodeFactory.instance.booleanNode(said.agreed());
        if (answer.equals(answers.put(question, answer))) {
            return;
        }
        var after = outcomes.timed(record.with(answers, record.note(), record.axes(), null));
        var told = after.told(Telling.after(record, after, Map.of(), said.at()));
        if (rows.save(told, record.version(), said.at())) {
            events.publishEvent(new FollowUpChanged(record.id(), record.links().nurse()));
        }
    }

    private boolean asks(FollowUp record) {
        return questionnaires
                .get(record.questionnaire(), record.questionnaireVersion())
                .questions()
                .contains(Questionnaire.CONSENT_TO_RECORDING);
    }
}
