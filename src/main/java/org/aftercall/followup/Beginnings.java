package org.aftercall.followup;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.aftercall.dialer.Attempt;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.FollowUpTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** With which questions and which answers the record of an attempt begins. */
@Component
class Beginnings {
    /** What was said longer ago is asked anew: how somebody is changes from one day to the next. */
    private static final Duration FRESH = Duration.ofHours(24);

    private final Rows rows;
    private final Forms forms;
    private final Questionnaires questionnaires;
    private final Backgrounds backgrounds;

    Beginnings(Rows rows, Forms forms, Questionnaires questionnaires, Backgrounds backgrounds) {
        this.rows = rows;
        this.forms = forms;
        this.questionnaires = questionnaires;
        this.backgrounds = backgrounds;
    }

    /**
     * @param resumed the talk that broke off, where it goes on with one
     */
    record Beginning(
            Questionnaire questionnaire,
            Map<String, JsonNode> answers,
            @Nullable Resumed resumed) {}

    Beginning of(Attempt attempt, FollowUpTask task) {
        var asked = forms.of(task);
        var broken = brokenOff(attempt, task, asked);
        // A talk goes on in the words it began with.
        var questionnaire =
                broken.map(b -> questionnaires.get(b.questionnaire(), b.questionnaireVersion()))
                        .orElse(asked);
        var answers = new LinkedHashMap<String, JsonNode>();
        if (questionnaire.looksBack()) {
            answers.putAll(
                    questionnaire.initial(
                            backgrounds.of(
                                    task.patient(),
                                    task.encounter(),
                                    attempt.nurse(),
                                    attempt.ordered(),
                                    questionnaire.code())));
        }
        if (broken.isEmpty()) {
            return new Beginning(questionnaire, answers, null);
        }
        var said = new LinkedHashMap<>(broken.get().answers());
        // Known beforehand is known better now; who is there is never known beforehand.
        said.keySet().removeAll(answers.keySet());
        said.keySet().removeAll(questionnaire.askedAnew());
        answers.putAll(said);
        return new Beginning(
                questionnaire,
                answers,
                new Resumed(broken.get().id(), broken.get().axes().openQuestion(), said.keySet()));
    }

    private Optional<FollowUp> brokenOff(Attempt attempt, FollowUpTask task, Questionnaire asked) {
        return rows.lastTalk(task.patient(), task.id())
                .filter(r ->
                        r.disposition() == Disposition.INTERRUPTED
                                && r.axes().completion() == Completion.PARTIAL)
                .filter(r -> r.questionnaire().equals(asked.code()))
                .filter(r -> r.times().ordered().isAfter(attempt.ordered().minus(FRESH)));
    }
}
