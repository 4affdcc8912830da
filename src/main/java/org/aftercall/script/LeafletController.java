package org.aftercall.script;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The words of the sheet that is printed for a patient, in the language that is asked for. */
@RestController
@RequestMapping("/api/v1/leaflets")
@PreAuthorize("hasAuthority('record.read')")
class LeafletController {
    private final Leaflets leaflets;

    LeafletController(Leaflets leaflets) {
        this.leaflets = leaflets;
    }

    record View(Leaflets.Leaflet leaflet, Leaflets.Answers answers) {}

    @GetMapping
    View one(
            @RequestParam(required = false) @Nullable String icd10,
            @RequestParam(required = false) @Nullable String questionnaire,
            Locale locale) {
        return new View(
                leaflets.of(icd10, Words.language(locale)), leaflets.answers(questionnaire));
    }
}
