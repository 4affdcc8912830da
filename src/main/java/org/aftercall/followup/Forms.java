package org.aftercall.followup;

import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.Worklists;
import org.springframework.stereotype.Component;

/** Which questionnaire a call is about. */
@Component
class Forms {
    /** What whoever calls back because of an escalation finds out and decides. */
    private static final String CALL_BACK = "call-back";

    private final Worklists worklists;
    private final Questionnaires questionnaires;
    private final EscalationRows escalations;
    private final Trials trials;

    Forms(
            Worklists worklists,
            Questionnaires questionnaires,
            EscalationRows escalations,
            Trials trials) {
        this.worklists = worklists;
        this.questionnaires = questionnaires;
        this.escalations = escalations;
        this.trials = trials;
    }

    Questionnaire of(FollowUpTask task) {
        var back = escalations.callBackForm(task.id(), CALL_BACK);
        if (back.isPresent()) {
            return questionnaires.latest(back.filter(questionnaires::has).orElse(CALL_BACK));
        }
        var list = worklists.of(task);
        var version = trials.version(list, task.patient()).orElse(list.questionnaireVersion());
        return version == null
                ? questionnaires.latest(list.questionnaire())
                : questionnaires.get(list.questionnaire(), version);
    }
}
