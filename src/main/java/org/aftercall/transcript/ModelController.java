package org.aftercall.transcript;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which speech model listens; a change holds from the next call on, without a restart. */
@RestController
@RequestMapping("/api/v1/speech")
@PreAuthorize("hasAuthority('speech.write')")
class ModelController {
    private final Models models;
    private final TranscriptRows rows;
    private final AuditTrail audit;
    private final Clock clock;

    ModelController(Models models, TranscriptRows rows, AuditTrail audit, Clock clock) {
        this.models = models;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    record ModelView(String name, String language, boolean demo) {}

    /**
     * @param again transcripts that wait to be made anew
     */
    record SpeechView(List<ModelView> models, List<Models.Choice> choices, int again) {}

    /** Which old calls to listen to again; without times all of the language. */
    record Again(@Nullable String language, @Nullable Instant from, @Nullable Instant to) {}

    record Queued(int queued) {}

    /**
     * @param model null to leave it to the house
     */
    record Wish(@Nullable String language, @Nullable UUID worklist, @Nullable String model) {}

    @GetMapping
    SpeechView all() {
        return new SpeechView(
                models.all().stream()
                        .map(m -> new ModelView(m.name(), m.language(), m.demo()))
                        .toList(),
                models.choices(),
                rows.waitingAgain());
    }

    @PostMapping("/again")
    Queued again(@RequestBody Again wish) {
        var language = known(wish.language());
        var model = models.house(language).orElseThrow(() -> wrong("/language", "speech.noModel"));
        int queued =
                rows.makeAgain(
                        language,
                        model.name(),
                        new TranscriptRows.Span(wish.from(), wish.to()),
                        clock.instant());
        audit.note("speech.again", "speech", null, null, language + "=" + queued);
        return new Queued(queued);
    }

    private static String known(@Nullable String language) {
        if (language == null || !List.of("zh", "en").contains(language)) {
            throw wrong("/language", "speech.language");
        }
        return language;
    }

    @PutMapping("/choice")
    SpeechView choose(@RequestBody Wish wish) {
        var language = known(wish.language());
        var model = wish.model();
        if (model == null) {
            models.forget(language, wish.worklist());
        } else if (models.all().stream()
                .noneMatch(m -> m.name().equals(model) && m.language().equals(language))) {
            throw wrong("/model", "speech.model");
        } else {
            models.choose(new Models.Choice(language, wish.worklist(), model));
        }
        audit.note("speech.choose", "speech", wish.worklist(), null, language + "=" + model);
        return all();
    }

    private static Refusal wrong(String pointer, String code) {
        return new Refusal(
                Kind.INVALID, code, List.of(), List.of(new Mend(pointer, code, List.of())));
    }
}
