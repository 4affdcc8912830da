package org.aftercall.followup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aftercall.followup.EscalationFigures.Group;
import org.aftercall.followup.EscalationFigures.Tally;
import org.aftercall.kernel.Refusal;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the alarms come to, and which rules tell nothing because they fire never or always. */
@RestController
@RequestMapping("/api/v1/escalations/statistics")
@PreAuthorize("hasAuthority('record.read')")
class EscalationStatistics {
    /** With fewer answers than this, never is not never yet. */
    static final int ENOUGH = 20;

    private static final double ALWAYS = 0.9;
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

    private final EscalationFigures figures;
    private final Questionnaires questionnaires;
    private final Clock clock;

    EscalationStatistics(EscalationFigures figures, Questionnaires questionnaires, Clock clock) {
        this.figures = figures;
        this.questionnaires = questionnaires;
        this.clock = clock;
    }

    record OfSeverity(String severity, Tally tally) {}

    record OfLevel(DutyLevel level, Tally tally) {}

    record OfWard(String department, @Nullable String ward, Tally tally) {}

    enum Verdict {
        NEVER,
        ALWAYS,
        USEFUL,
        TOO_FEW
    }

    /**
     * One rule of one version.
     *
     * @param asked in how many signed records its question was answered, or its score told
     * @param fired in how many of those it fired
     * @param tally of all that were raised in that time, signed or not
     */
    record OfRule(
            String questionnaire,
            int version,
            String rule,
            String question,
            String advice,
            RedFlag.Level severity,
            int asked,
            int fired,
            Verdict verdict,
            Tally tally) {}

    record Statistics(
            Instant from,
            Instant to,
            Tally whole,
            List<OfSeverity> severities,
            List<OfLevel> levels,
            List<OfWard> wards,
            List<OfRule> rules,
            EscalationFigures.Complaints complaints) {}

    /** Of the last thirty days unless said otherwise. */
    @GetMapping
    @Transactional(readOnly = true)
    public Statistics of(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Locale locale) {
        var until = to == null ? clock.instant() : to;
        var since = from == null ? until.minus(Duration.ofDays(30)) : from;
        if (!since.isBefore(until) || Duration.between(since, until).compareTo(LONGEST) > 0) {
            throw new Refusal(Refusal.Kind.INVALID, "escalation.period", LONGEST.toDays());
        }
        var period = new EscalationFigures.Period(since, until, CurrentUser.get().scope());
        var groups = figures.groups(period);
        return new Statistics(
                since,
                until,
                groups.stream()
                        .filter(EscalationStatistics::whole)
                        .map(Group::tally)
                        .findFirst()
                        .orElse(NOTHING),
                groups.stream()
                        .flatMap(g ->
                                g.severity() == null
                                        ? Stream.empty()
                                        : Stream.of(new OfSeverity(g.severity(), g.tally())))
                        .toList(),
                groups.stream()
                        .flatMap(g ->
                                g.level() == null
                                        ? Stream.empty()
                                        : Stream.of(
                                                new OfLevel(DutyLevel.of(g.level()), g.tally())))
                        .toList(),
                groups.stream()
                        .flatMap(g ->
                                g.department() == null
                                        ? Stream.empty()
                                        : Stream.of(
                                                new OfWard(g.department(), g.ward(), g.tally())))
                        .toList(),
                rules(period, groups, locale),
                figures.complaints(period));
    }

    private static boolean whole(Group g) {
        return g.severity() == null
                && g.level() == null
                && g.department() == null
                && g.rule() == null;
    }

    private record Key(String questionnaire, int version, String what) {}

    private List<OfRule> rules(EscalationFigures.Period period, List<Group> groups, Locale locale) {
        var asked =
                figures.asked(period).stream()
                        .collect(
                                Collectors.toMap(
                                        a -> new Key(a.questionnaire(), a.version(), a.linkId()),
                                        EscalationFigures.Asked::times));
        var fired =
                figures.fired(period).stream()
                        .collect(
                                Collectors.toMap(
                                        f -> new Key(f.questionnaire(), f.version(), f.rule()),
                                        EscalationFigures.Fired::times));
        var tallies = new HashMap<Key, Tally>();
        for (var g : groups) {
            if (g.questionnaire() != null && g.version() != null && g.rule() != null) {
                tallies.put(new Key(g.questionnaire(), g.version(), g.rule()), g.tally());
            }
        }
        var forms = new TreeSet<String>();
        asked.keySet().forEach(k -> forms.add(k.questionnaire() + "/" + k.version()));
        tallies.keySet().forEach(k -> forms.add(k.questionnaire() + "/" + k.version()));
        var rules = new ArrayList<OfRule>();
        for (var form : forms) {
            var slash = form.indexOf('/');
            var code = form.substring(0, slash);
            var version = Integer.parseInt(form.substring(slash + 1));
            var questionnaire = questionnaires.get(code, version);
            var told = told(period, questionnaire);
            for (var rule : questionnaire.rules()) {
                var times =
                        told.getOrDefault(
                                rule.linkId(),
                                asked.getOrDefault(new Key(code, version, rule.linkId()), 0));
                var of = new Key(code, version, rule.id());
                var hits = fired.getOrDefault(of, 0);
                rules.add(
                        new OfRule(
                                code,
                                version,
                                rule.id(),
                                questionnaire.question(rule.linkId(), locale),
                                rule.advice(locale),
                                rule.level(),
                                times,
                                hits,
                                verdict(times, hits),
                                tallies.getOrDefault(of, NOTHING)));
            }
        }
        return rules;
    }

    /** In how many records each score with a rule of its own could be told: nobody asks for it. */
    private Map<String, Integer> told(EscalationFigures.Period period, Questionnaire asked) {
        var scores =
                asked.rules().stream()
                        .map(Questionnaire.Rule::linkId)
                        .filter(id -> !asked.questions().contains(id))
                        .collect(Collectors.toSet());
        var told = new HashMap<String, Integer>();
        if (!scores.isEmpty()) {
            scores.forEach(id -> told.put(id, 0));
            figures.answers(
                    period,
                    asked.code(),
                    asked.version(),
                    answers ->
                            asked.scores(answers).stream()
                                    .filter(s -> s.value() != null && scores.contains(s.id()))
                                    .forEach(s -> told.merge(s.id(), 1, Integer::sum)));
        }
        return told;
    }

    static Verdict verdict(int asked, int fired) {
        if (asked < ENOUGH) {
            return Verdict.TOO_FEW;
        }
        if (fired == 0) {
            return Verdict.NEVER;
        }
        return fired >= ALWAYS * asked ? Verdict.ALWAYS : Verdict.USEFUL;
    }
}
