package org.aftercall.followup;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.script.Library;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a questionnaire is used, what a draft would have found, and when one version is over. */
@RestController
@RequestMapping("/api/v1/library/{code}")
@PreAuthorize("hasAuthority('record.read')")
class LibraryUseController {
    /** About two seconds of reckoning. */
    static final int MOST_RECORDS = 20_000;

    private final Library library;
    private final Questionnaires questionnaires;
    private final Worklists worklists;
    private final LibraryRows rows;
    private final Trials trials;
    private final AuditTrail audit;

    LibraryUseController(
            Library library,
            Questionnaires questionnaires,
            Worklists worklists,
            LibraryRows rows,
            Trials trials,
            AuditTrail audit) {
        this.library = library;
        this.questionnaires = questionnaires;
        this.worklists = worklists;
        this.rows = rows;
        this.trials = trials;
        this.audit = audit;
    }

    /**
     * @param version null: it always asks by the newest
     */
    record UsingList(UUID id, String name, @Nullable Integer version) {}

    record Use(List<UsingList> lists, List<LibraryRows.Used> versions) {}

    record Retiring(@Nullable String reason) {}

    /**
     * @param standing whether it is in force
     * @param drafted whether it is in the draft
     */
    record RuleView(
            String rule,
            String linkId,
            String question,
            String advice,
            RedFlag.Level level,
            boolean standing,
            boolean drafted,
            int before,
            int after) {}

    /**
     * @param against the version in force
     */
    record SimulationView(
            int against,
            int records,
            int before,
            int after,
            List<RuleView> rules,
            List<UUID> gained,
            List<UUID> lost) {}

    @GetMapping("/use")
    @Transactional(readOnly = true)
    public Use use(@PathVariable String code) {
        var scope = CurrentUser.get().scope();
        return new Use(
                worklists.all(scope).stream()
                        .filter(w -> w.questionnaire().equals(code))
                        .map(w -> new UsingList(w.id().value(), w.name(), w.questionnaireVersion()))
                        .toList(),
                rows.used(code, scope));
    }

    /** Whoever reads patients' records elsewhere is told which; the answers stay here. */
    @GetMapping("/draft/simulation")
    @PreAuthorize("hasAuthority('script.write')")
    @Transactional(readOnly = true)
    public SimulationView simulate(
            @PathVariable String code,
            @RequestParam(defaultValue = "500") int records,
            Locale locale) {
        if (records < 1 || records > MOST_RECORDS) {
            throw new Refusal(Kind.INVALID, "library.records", MOST_RECORDS);
        }
        var drafted = library.publishable(code);
        if (questionnaires.asking(code).isEmpty()) {
            throw new Refusal(Kind.CONFLICT, "library.firstVersion");
        }
        var standing = questionnaires.latest(code);
        var found =
                Simulation.of(
                        standing, drafted, rows.signed(code, CurrentUser.get().scope(), records));
        return new SimulationView(
                standing.version(),
                found.records(),
                found.before(),
                found.after(),
                found.rules().stream().map(r -> view(r, standing, drafted, locale)).toList(),
                found.gained(),
                found.lost());
    }

    private static RuleView view(
            Simulation.OfRule of, Questionnaire standing, Questionnaire drafted, Locale locale) {
        var rule = of.shown();
        return new RuleView(
                rule.id(),
                rule.linkId(),
                (of.drafted() == null ? standing : drafted).question(rule.linkId(), locale),
                rule.advice(locale),
                rule.level(),
                of.standing() != null,
                of.drafted() != null,
                of.before(),
                of.after());
    }

    @PostMapping("/versions/{version}/retire")
    @PreAuthorize("hasAuthority('script.write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void retire(
            @PathVariable String code, @PathVariable String version, @RequestBody Retiring wish) {
        var number = number(version);
        var others = questionnaires.asking(code).stream().anyMatch(v -> v != number);
        worklists.all(DataScope.EVERYTHING).stream()
                .filter(w -> w.questionnaire().equals(code) && asksBy(w, number, others))
                .findFirst()
                .ifPresent(w -> {
                    throw new Refusal(Kind.CONFLICT, "library.used", w.name());
                });
        if (trials.uses(code, number)) {
            throw new Refusal(Kind.CONFLICT, "library.compared");
        }
        library.retire(code, number, wish.reason(), CurrentUser.get().id());
        audit.note("questionnaire.retire", "questionnaire", null, null, code + " v" + number);
    }

    /** A list without a version of its own takes the next one, if there is one. */
    private static boolean asksBy(Worklist list, int version, boolean others) {
        var own = list.questionnaireVersion();
        return own == null ? !others : own == version;
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new Refusal(Kind.NOT_FOUND, "library.unknown");
        }
    }
}
