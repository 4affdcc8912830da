package org.aftercall.transcript;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.transcript.engine.Engine;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
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
    private final Engines engines;
    private final AgainRows waiting;
    private final Staff staff;
    private final AuditTrail audit;
    private final Clock clock;

    ModelController(
            Models models,
            Engines engines,
            AgainRows waiting,
            Staff staff,
            AuditTrail audit,
            Clock clock) {
        this.models = models;
        this.engines = engines;
        this.waiting = waiting;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Somebody who can listen.
     *
     * @param name how a choice names him
     * @param engine {@code vosk} or {@code whisper}
     * @param model the name of the model, which for a server is what its settings say
     */
    record ModelView(String name, String engine, String model, String language, boolean demo) {}

    /**
     * @param unanswered recordings that wait for a server which does not answer
     * @param again transcripts that wait to be made anew
     * @param lots how far the latest lots of them have come
     */
    record SpeechView(
            List<ModelView> models,
            List<Models.Choice> choices,
            int unanswered,
            int again,
            List<LotView> lots) {}

    /**
     * @param done how many say now what they were to
     * @param left how many stay as they were, corrected meanwhile or not to be heard
     * @param stopped how many were taken back
     */
    record LotView(
            Instant since,
            String language,
            @Nullable String by,
            int total,
            int waiting,
            int done,
            int left,
            int stopped) {}

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
                engines.all().stream().map(ModelController::view).toList(),
                models.choices(),
                waiting.unanswered(),
                waiting.waiting(),
                waiting.lots().stream().map(this::view).toList());
    }

    @PostMapping("/again")
    Queued again(@RequestBody Again wish) {
        var language = known(wish.language());
        if (engines.house(language).isEmpty()) {
            throw wrong("/language", "speech.noModel");
        }
        int queued =
                waiting.give(
                        language,
                        engines.due(language),
                        new AgainRows.Span(wish.from(), wish.to()),
                        CurrentUser.get().id().value(),
                        clock.instant());
        audit.note("speech.again", "speech", null, null, language + "=" + queued);
        return new Queued(queued);
    }

    /** Takes back whatever still waits. */
    @DeleteMapping("/again")
    SpeechView stop() {
        int stopped = waiting.stop();
        audit.note("speech.stop", "speech", null, null, "stopped=" + stopped);
        return all();
    }

    private LotView view(AgainRows.Lot lot) {
        return new LotView(
                lot.since(),
                lot.language(),
                staff.find(new StaffId(lot.by())).map(StaffMember::name).orElse(null),
                lot.total(),
                lot.waiting(),
                lot.total() - lot.waiting() - lot.left() - lot.stopped(),
                lot.left(),
                lot.stopped());
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
        } else if (engines.all().stream()
                .noneMatch(e ->
                        Engines.name(e).equals(model) && e.maker().language().equals(language))) {
            throw wrong("/model", "speech.model");
        } else {
            models.choose(new Models.Choice(language, wish.worklist(), model));
        }
        audit.note("speech.choose", "speech", wish.worklist(), null, language + "=" + model);
        return all();
    }

    private static ModelView view(Engine engine) {
        var maker = engine.maker();
        return new ModelView(
                Engines.name(engine),
                maker.engine(),
                maker.model(),
                maker.language(),
                maker.demo());
    }

    private static Refusal wrong(String pointer, String code) {
        return new Refusal(
                Kind.INVALID, code, List.of(), List.of(new Mend(pointer, code, List.of())));
    }
}
