package org.aftercall.followup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaire.Rule;
import org.aftercall.script.RedFlag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the rules of a draft would have found in records that were signed, beside what those in
 * force find in the same: pure.
 *
 * @param records how many were looked at
 * @param before in how many of them any rule in force fires
 * @param after in how many any rule of the draft does
 * @param gained records in which now the first rule fires, the newest first
 * @param lost records in which none does any more, the newest first
 */
record Simulation(
        int records,
        int before,
        int after,
        List<OfRule> rules,
        List<UUID> gained,
        List<UUID> lost) {
    /** So many are named of each kind: enough to look into. */
    static final int NAMED = 20;

    /**
     * One rule.
     *
     * @param standing the rule in force; null: it is new
     * @param drafted the rule of the draft; null: it is gone
     */
    record OfRule(@Nullable Rule standing, @Nullable Rule drafted, int before, int after) {
        Rule shown() {
            return drafted == null ? Objects.requireNonNull(standing) : drafted;
        }
    }

    /** What was answered in one record. */
    record Signed(UUID id, Map<String, JsonNode> answers) {}

    static Simulation of(Questionnaire standing, Questionnaire drafted, List<Signed> records) {
        var before = new HashMap<String, Integer>();
        var after = new HashMap<String, Integer>();
        var gained = new ArrayList<UUID>();
        var lost = new ArrayList<UUID>();
        int flagged = 0;
        int wouldBe = 0;
        for (var record : records) {
            var was = fired(standing, record, before);
            var is = fired(drafted, record, after);
            flagged += was ? 1 : 0;
            wouldBe += is ? 1 : 0;
            if (is && !was && gained.size() < NAMED) {
                gained.add(record.id());
            }
            if (was && !is && lost.size() < NAMED) {
                lost.add(record.id());
            }
        }
        var rules =
                pairs(standing.rules(), drafted.rules()).stream()
                        .map(p ->
                                new OfRule(
                                        p.standing(),
                                        p.drafted(),
                                        times(p.standing(), before),
                                        times(p.drafted(), after)))
                        .toList();
        return new Simulation(records.size(), flagged, wouldBe, rules, gained, lost);
    }

    private static boolean fired(Questionnaire by, Signed record, Map<String, Integer> times) {
        var flags = by.redFlags(record.answers());
        flags.forEach(flag -> times.merge(flag.rule(), 1, Integer::sum));
        return !flags.isEmpty();
    }

    private static int times(@Nullable Rule rule, Map<String, Integer> times) {
        return rule == null ? 0 : times.getOrDefault(rule.id(), 0);
    }

    private record Pair(@Nullable Rule standing, @Nullable Rule drafted) {}

    /**
     * Which rule became which: of the same question, first those that tell the nurse the same, then
     * those in the same place. In the order of the draft, what is gone last.
     */
    private static List<Pair> pairs(List<Rule> standing, List<Rule> drafted) {
        var was = new LinkedHashMap<Rule, Rule>();
        Set<Rule> left = new HashSet<>(standing);
        for (var rule : drafted) {
            standing.stream()
                    .filter(left::contains)
                    .filter(old -> says(old).equals(says(rule)))
                    .findFirst()
                    .ifPresent(old -> {
                        was.put(rule, old);
                        left.remove(old);
                    });
        }
        var byId = left.stream().collect(Collectors.toMap(Rule::id, r -> r));
        var pairs = new ArrayList<Pair>();
        for (var rule : drafted) {
            var old = was.containsKey(rule) ? was.get(rule) : byId.get(rule.id());
            if (old != null) {
                left.remove(old);
            }
            pairs.add(new Pair(old, rule));
        }
        standing.stream().filter(left::contains).forEach(old -> pairs.add(new Pair(old, null)));
        return pairs;
    }

    private record Saying(String linkId, RedFlag.Level level, Map<String, String> texts) {}

    private static Saying says(Rule rule) {
        return new Saying(rule.linkId(), rule.level(), rule.texts());
    }
}
