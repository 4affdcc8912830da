package org.aftercall.followup;

import java.util.Locale;
import org.aftercall.kernel.HouseWords;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Why an escalation was raised and what is to be done, in the reader's language. */
@Component
class EscalationWords {
    private final Questionnaires questionnaires;
    private final HouseWords words;

    EscalationWords(Questionnaires questionnaires, HouseWords words) {
        this.questionnaires = questionnaires;
        this.words = words;
    }

    String question(EscalationList.Line line, Locale locale) {
        return heard(line)
                ? words.of("escalation.heard.question", locale)
                : form(line).question(line.linkId(), locale);
    }

    /** Of a choice; null of everything else. */
    @Nullable String answer(EscalationList.Line line, Locale locale) {
        return heard(line) ? null : form(line).chosen(line.linkId(), line.answer(), locale);
    }

    /** What the rule says is to be done. */
    String advice(EscalationList.Line line, Locale locale) {
        return heard(line)
                ? words.of("escalation.heard.advice", locale)
                : form(line).rules().stream()
                        .filter(r -> r.id().equals(line.rule()))
                        .findFirst()
                        .map(r -> r.advice(locale))
                        .orElse("");
    }

    /** Of a message outside the note is a code; what people wrote is theirs. */
    EscalationSteps.Step told(EscalationSteps.Step step, Locale locale) {
        var code = step.note();
        return code == null || !step.kind().coded()
                ? step
                : step.noted(Outside.words(code, words, locale));
    }

    private static boolean heard(EscalationList.Line line) {
        return line.rule().equals(Complaint.HEARD);
    }

    private Questionnaire form(EscalationList.Line line) {
        return questionnaires.get(line.questionnaire(), line.questionnaireVersion());
    }
}
