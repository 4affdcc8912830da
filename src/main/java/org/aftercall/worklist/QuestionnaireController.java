package org.aftercall.worklist;

import java.util.List;
import java.util.Locale;
import org.aftercall.script.Questionnaires;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The published questionnaires that a list can ask by. */
@RestController
@RequestMapping("/api/v1/questionnaires")
@PreAuthorize("hasAuthority('worklist.read')")
class QuestionnaireController {
    private final Questionnaires questionnaires;

    QuestionnaireController(Questionnaires questionnaires) {
        this.questionnaires = questionnaires;
    }

    /**
     * @param version the newest, by which the next call asks unless its list says otherwise
     * @param versions all by which one may ask, the newest first
     */
    record View(String code, int version, String title, List<Integer> versions) {}

    @GetMapping
    List<View> all(Locale locale) {
        return questionnaires.all().stream()
                .map(q ->
                        new View(
                                q.code(),
                                q.version(),
                                q.title(locale),
                                questionnaires.asking(q.code())))
                .toList();
    }
}
