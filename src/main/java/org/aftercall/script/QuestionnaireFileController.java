package org.aftercall.script;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Questionnaires as files: taken out, as ours or as FHIR R4, and looked at before they come in. */
@RestController
@RequestMapping("/api/v1/questionnaires")
@PreAuthorize("hasAuthority('worklist.read')")
class QuestionnaireFileController {
    private static final MediaType FHIR = MediaType.parseMediaType("application/fhir+json");

    private final Questionnaires questionnaires;

    QuestionnaireFileController(Questionnaires questionnaires) {
        this.questionnaires = questionnaires;
    }

    /** The merge fields there are and what is said where one is not known. */
    record FieldView(String name, boolean health, String otherwise) {}

    /**
     * @param limits the thresholds of his own that a patient may have, by name
     * @param document what would be published
     */
    record CheckView(
            String code,
            int version,
            String title,
            int questions,
            int rules,
            Map<String, Limit> limits,
            tools.jackson.databind.JsonNode document) {}

    @GetMapping("/fields")
    List<FieldView> fields(Locale locale) {
        return List.of(Fact.values()).stream()
                .map(f -> new FieldView(f.code(), f.health(), f.otherwise(Words.language(locale))))
                .toList();
    }

    /**
     * @param format {@code fhir} for FHIR R4, else our own form
     */
    @GetMapping("/{code}/versions/{version}")
    ResponseEntity<String> file(
            @PathVariable String code,
            @PathVariable String version,
            @RequestParam(required = false) @Nullable String format) {
        var found =
                (version.matches("[1-9]\\d{0,8}")
                                ? questionnaires.find(code, Integer.parseInt(version))
                                : java.util.Optional.<Questionnaire>empty())
                        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "questionnaire.unknown"));
        var fhir = "fhir".equals(format);
        return ResponseEntity.ok()
                .contentType(fhir ? FHIR : MediaType.APPLICATION_JSON)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s-v%d%s.json\""
                                .formatted(found.code(), found.version(), fhir ? ".fhir" : ""))
                .body(fhir ? found.toFhir() : found.document().toPrettyString());
    }

    /** Reads a document, ours or FHIR R4, and keeps nothing of it. */
    @PostMapping("/check")
    @PreAuthorize("hasAuthority('worklist.write')")
    CheckView check(@RequestBody(required = false) @Nullable String json, Locale locale) {
        try {
            var read = Questionnaire.read(json == null ? "" : json);
            return new CheckView(
                    read.code(),
                    read.version(),
                    read.title(locale),
                    read.questions().size(),
                    read.rules().size(),
                    read.limits(),
                    read.document());
        } catch (BadQuestionnaire bad) {
            throw bad.refusal(locale);
        }
    }
}
