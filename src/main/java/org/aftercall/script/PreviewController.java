package org.aftercall.script;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A questionnaire as a nurse would meet it in a call, for a patient who is nobody. */
@RestController
@RequestMapping("/api/v1/library")
@PreAuthorize("hasAuthority('record.read')")
class PreviewController {
    private final Library library;
    private final Situations situations;
    private final Clock clock;

    PreviewController(Library library, Situations situations, Clock clock) {
        this.library = library;
        this.situations = situations;
        this.clock = clock;
    }

    /**
     * @param initial what is answered before anybody asks
     */
    record View(
            String code,
            int version,
            String title,
            List<JsonNode> items,
            List<JsonNode> scores,
            List<JsonNode> situations,
            Map<String, JsonNode> initial) {}

    /** A published version. */
    @GetMapping("/{code}/versions/{version}/preview")
    View published(
            @PathVariable String code,
            @PathVariable int version,
            @RequestParam(defaultValue = "KNOWN") Samples whom,
            Locale locale) {
        return view(Questionnaire.parse(library.content(code, version)), whom, locale);
    }

    /** What is being written, saved or not; nothing of it is kept. */
    @PostMapping("/preview")
    @PreAuthorize("hasAuthority('script.write')")
    View written(
            @RequestBody(required = false) @Nullable String text,
            @RequestParam(defaultValue = "KNOWN") Samples whom,
            Locale locale) {
        var document = Documents.sent(text == null ? "" : text);
        try {
            var code = Documents.code(document);
            return view(
                    Questionnaire.parse(Documents.text(Documents.published(document, code, 1))),
                    whom,
                    locale);
        } catch (BadQuestionnaire bad) {
            throw new Refusal(Kind.INVALID, "library.faults", bad.faults().size());
        }
    }

    private View view(Questionnaire form, Samples whom, Locale locale) {
        var background = whom.background(LocalDate.now(clock), Words.language(locale));
        return new View(
                form.code(),
                form.version(),
                form.title(locale),
                form.in(locale, background),
                form.scales(locale),
                situations.of(form, locale, background),
                form.initial(background));
    }
}
