package org.aftercall.script;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether an answer is of the kind its question asks for. */
final class Checks {
    /** A note of a long talk is a page; a whole book is a mistake. */
    static final int LONGEST_TEXT = 4000;

    static final int LONGEST_LINE = 200;

    /** Nobody takes more medicines than that. */
    static final int MOST = 50;

    private static final Set<String> QUANTITY = Set.of("value", "unit");

    private Checks() {}

    static void check(Item item, JsonNode answer, List<Problem> problems) {
        if (!item.rules().repeats()) {
            checkOne(item, answer, problems);
            return;
        }
        if (!answer.isArray()) {
            problems.add(Problem.of(item.linkId(), item.rows() ? "answer.rows" : "answer.list"));
            return;
        }
        if (answer.size() > MOST) {
            problems.add(Problem.of(item.linkId(), "answer.tooMany", MOST));
            return;
        }
        var seen = new HashSet<JsonNode>();
        for (var one : answer) {
            if (item.rows() ? !one.isObject() : !seen.add(one)) {
                problems.add(
                        Problem.of(item.linkId(), item.rows() ? "answer.rows" : "answer.twice"));
                return;
            }
            if (!item.rows() && !checkOne(item, one, problems)) {
                return;
            }
        }
    }

    /** The answers within the rows of a group that repeats, which are rows. */
    static void rows(Item group, JsonNode rows, List<Problem> problems) {
        for (int no = 0; no < rows.size(); no++) {
            for (var property : rows.get(no).properties()) {
                var here = new ArrayList<Problem>();
                var linkId = property.getKey();
                group.items().stream()
                        .filter(c -> c.linkId().equals(linkId))
                        .findFirst()
                        .ifPresentOrElse(
                                column -> {
                                    if (Condition.given(property.getValue())) {
                                        check(column, property.getValue(), here);
                                    }
                                },
                                () -> here.add(Problem.of(linkId, "answer.unknownQuestion")));
                for (var problem : here) {
                    problems.add(problem.in(group.linkId(), no));
                }
            }
        }
    }

    private static boolean checkOne(Item item, JsonNode answer, List<Problem> problems) {
        var problem = problem(item, answer);
        if (problem != null) {
            problems.add(problem);
        }
        return problem == null;
    }

    private static @Nullable Problem problem(Item item, JsonNode answer) {
        var id = item.linkId();
        return switch (item.type()) {
            case GROUP, DISPLAY -> Problem.of(id, "answer.notAQuestion");
            case BOOLEAN -> answer.isBoolean() ? null : Problem.of(id, "answer.boolean");
            case CHOICE ->
                    answer.isString() && item.takes().options().contains(answer.stringValue())
                            ? null
                            : Problem.of(id, "answer.option");
            case OPEN_CHOICE, TEXT -> text(id, answer, LONGEST_TEXT);
            case STRING -> text(id, answer, LONGEST_LINE);
            case DATE -> date(id, answer);
            case INTEGER -> {
                var whole =
                        answer.isNumber()
                                && sane(answer)
                                && answer.decimalValue().stripTrailingZeros().scale() <= 0;
                yield whole ? range(item, answer.decimalValue()) : Problem.of(id, "answer.integer");
            }
            case DECIMAL ->
                    answer.isNumber() && sane(answer)
                            ? range(item, answer.decimalValue())
                            : Problem.of(id, "answer.number");
            case QUANTITY -> quantity(item, answer);
        };
    }

    private static @Nullable Problem quantity(Item item, JsonNode answer) {
        var units = item.takes().units().keySet();
        if (!answer.isObject()
                || !QUANTITY.containsAll(answer.propertyNames())
                || !answer.path("value").isNumber()
                || !sane(answer.path("value"))) {
            return Problem.of(item.linkId(), "answer.quantity", String.join(", ", units));
        }
        var plain = item.plain(answer);
        return plain.isNumber()
                ? range(item, plain.decimalValue())
                : Problem.of(item.linkId(), "answer.quantity", String.join(", ", units));
    }

    // 1e999999999 is a number to a parser and a heap full of zeros to whoever adds to it.
    static boolean sane(JsonNode number) {
        if (number.isFloatingPointNumber() && !number.isBigDecimal()) {
            return Double.isFinite(number.doubleValue());
        }
        var decimal = number.decimalValue();
        return decimal.precision() <= 30 && Math.abs(decimal.scale()) <= 30;
    }

    private static @Nullable Problem range(Item item, BigDecimal value) {
        var min = item.takes().min();
        var max = item.takes().max();
        if (min != null && value.compareTo(min) < 0) {
            return Problem.of(item.linkId(), "answer.tooSmall", min);
        }
        if (max != null && value.compareTo(max) > 0) {
            return Problem.of(item.linkId(), "answer.tooLarge", max);
        }
        return null;
    }

    private static @Nullable Problem text(String id, JsonNode answer, int longest) {
        if (!answer.isString()) {
            return Problem.of(id, "answer.text");
        }
        return answer.stringValue().length() > longest
                ? Problem.of(id, "answer.tooLong", longest)
                : null;
    }

    private static @Nullable Problem date(String id, JsonNode answer) {
        if (!answer.isString() || !answer.stringValue().matches("\\d{4}-\\d{2}-\\d{2}")) {
            return Problem.of(id, "answer.date");
        }
        try {
            LocalDate.parse(answer.stringValue());
            return null;
        } catch (DateTimeException e) {
            return Problem.of(id, "answer.date");
        }
    }
}
