package org.aftercall.worklist;

import static org.aftercall.worklist.Mends.need;
import static org.aftercall.worklist.Mends.refuse;
import static org.aftercall.worklist.Mends.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules: what each ending means on a list, and what holds for every person. */
@RestController
@RequestMapping("/api/v1")
@PreAuthorize("hasAuthority('worklist.read')")
class RuleController {
    private final Rules rules;
    private final HouseRules house;
    private final Worklists worklists;
    private final HouseWords words;
    private final AuditTrail audit;

    RuleController(
            Rules rules,
            HouseRules house,
            Worklists worklists,
            HouseWords words,
            AuditTrail audit) {
        this.rules = rules;
        this.house = house;
        this.worklists = worklists;
        this.words = words;
        this.audit = audit;
    }

    record RuleView(
            Disposition disposition,
            String display,
            long delayMinutes,
            RetryRule.Step step,
            boolean otherPartOfDay,
            boolean otherNumber,
            boolean otherNurse,
            boolean countsAttempt,
            boolean needsNote,
            @Nullable Integer maxTimes,
            boolean own) {}

    /** What is left out is no. */
    record RuleForm(
            @Nullable Integer delayMinutes,
            RetryRule.@Nullable Step step,
            @Nullable Boolean otherPartOfDay,
            @Nullable Boolean otherNumber,
            @Nullable Boolean otherNurse,
            @Nullable Boolean countsAttempt,
            @Nullable Boolean needsNote,
            @Nullable Integer maxTimes) {}

    /**
     * Parts of the day begin at {@code afternoon} and {@code evening}, minutes after midnight.
     *
     * @param wrapUpSeconds for lists that have no target of their own; left out it stays
     */
    record HouseForm(
            @Nullable Integer perDay,
            @Nullable Integer perWeek,
            @Nullable Integer afternoon,
            @Nullable Integer evening,
            @Nullable Integer wrapUpSeconds) {}

    @GetMapping("/worklists/{id}/rules")
    List<RuleView> rules(@PathVariable UUID id, Locale locale) {
        var list = mine(id);
        return rules.of(list.id()).stream().map(r -> view(r, locale)).toList();
    }

    @PutMapping("/worklists/{id}/rules/{disposition}")
    @PreAuthorize("hasAuthority('worklist.write')")
    RuleView change(
            @PathVariable UUID id,
            @PathVariable("disposition") String name,
            @RequestBody RuleForm form,
            Locale locale) {
        var disposition = disposition(name);
        var list = mine(id);
        rules.own(list.id(), checked(disposition, form));
        audit.note("worklist.rule", "worklist", id, null, disposition.name());
        return view(rules.of(list.id(), disposition), locale);
    }

    private static RetryRule checked(Disposition disposition, RuleForm form) {
        var mends = new ArrayList<Mend>();
        within(mends, or(form.delayMinutes(), -1), 0, 60 * 24 * 60, "/delayMinutes");
        within(mends, form.maxTimes(), 1, 20, "/maxTimes");
        need(mends, form.step() != null, "/step", "worklist.step");
        refuse(mends);
        return new RetryRule(
                disposition,
                Duration.ofMinutes(or(form.delayMinutes(), 0)),
                Objects.requireNonNull(form.step()),
                new RetryRule.Again(
                        Boolean.TRUE.equals(form.otherPartOfDay()),
                        Boolean.TRUE.equals(form.otherNumber()),
                        Boolean.TRUE.equals(form.otherNurse())),
                Boolean.TRUE.equals(form.countsAttempt()),
                Boolean.TRUE.equals(form.needsNote()),
                form.maxTimes(),
                "",
                true);
    }

    /** What each ending means where a list has no rule of its own. */
    @GetMapping("/rules")
    List<RuleView> usual(Locale locale) {
        return rules.ofTheHouse().stream().map(r -> view(r, locale)).toList();
    }

    @PutMapping("/rules/{disposition}")
    @PreAuthorize("hasAuthority('worklist.write')")
    RuleView change(
            @PathVariable("disposition") String name, @RequestBody RuleForm form, Locale locale) {
        var disposition = disposition(name);
        rules.become(checked(disposition, form));
        audit.note("worklist.houseRule", "house", new UUID(0, 0), null, disposition.name());
        return view(rules.ofTheHouse(disposition), locale);
    }

    /** Back to the house's rule. */
    @DeleteMapping("/worklists/{id}/rules/{disposition}")
    @PreAuthorize("hasAuthority('worklist.write')")
    RuleView reset(@PathVariable UUID id, @PathVariable("disposition") String name, Locale locale) {
        var disposition = disposition(name);
        var list = mine(id);
        rules.disown(list.id(), disposition);
        audit.note("worklist.ruleReset", "worklist", id, null, disposition.name());
        return view(rules.of(list.id(), disposition), locale);
    }

    @GetMapping("/house-rules")
    HouseForm house() {
        var rule = house.current();
        return new HouseForm(
                rule.perDay(),
                rule.perWeek(),
                rule.parts().afternoon(),
                rule.parts().evening(),
                Math.toIntExact(rule.wrapUp().toSeconds()));
    }

    @PutMapping("/house-rules")
    @PreAuthorize("hasAuthority('worklist.write')")
    HouseForm change(@RequestBody HouseForm form) {
        var mends = new ArrayList<Mend>();
        var rule =
                new HouseRule(
                        or(form.perDay(), 0),
                        or(form.perWeek(), 0),
                        new DayParts(or(form.afternoon(), 0), or(form.evening(), 0)),
                        form.wrapUpSeconds() == null
                                ? house.current().wrapUp()
                                : Duration.ofSeconds(form.wrapUpSeconds()));
        within(mends, rule.perDay(), 1, 20, "/perDay");
        within(mends, rule.perWeek(), rule.perDay(), 50, "/perWeek");
        within(mends, rule.parts().afternoon(), 1, 1438, "/afternoon");
        within(mends, rule.parts().evening(), rule.parts().afternoon() + 1, 1439, "/evening");
        within(mends, Math.toIntExact(rule.wrapUp().toSeconds()), 10, 3600, "/wrapUpSeconds");
        refuse(mends);
        house.become(rule);
        audit.note("worklist.house", "house", new UUID(0, 0), null, form.toString());
        return house();
    }

    private static Disposition disposition(String name) {
        return Arrays.stream(Disposition.values())
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "worklist.disposition", name));
    }

    private Worklist mine(UUID id) {
        return worklists.get(new WorklistId(id), CurrentUser.get().scope());
    }

    private static int or(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private RuleView view(RetryRule rule, Locale locale) {
        return new RuleView(
                rule.disposition(),
                words.of("disposition." + rule.disposition().name(), locale),
                rule.delay().toMinutes(),
                rule.step(),
                rule.again().otherPartOfDay(),
                rule.again().otherNumber(),
                rule.again().otherNurse(),
                rule.countsAttempt(),
                rule.needsNote(),
                rule.maxTimes(),
                rule.own());
    }
}
