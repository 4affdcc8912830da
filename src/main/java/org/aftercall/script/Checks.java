package org.aftercall.script;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether an answer is of the kind its question asks for. */
final class Checks {
    /** A note of a long talk is a page; a whole book is a mistake. */
    static final int LONGEST_TEXT = 4000;

    private Checks() {}

    static void check(Item item, JsonNode answer, List<Problem> problems) {
        if (!item.rules().repeats()) {
            checkOne(item, answer, problems);
            return;
        }
        if (!answer.isArray()) {
            problems.add(Problem.of(item.linkId(), "answer.list"));
            return;
        }
        var seen = new HashSet<JsonNode>();
        for (var one : answer) {
            if (!seen.add(one)) {
                problems.add(Problem.of(item.linkId(), "answer.twice"));
                return;
            }
            if (!checkOne(item, one, problems)) {
                return;
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
                    answer.isString() && item.rules().options().contains(answer.stringValue())
                            ? null
                            : Problem.of(id, "answer.option");
            case OPEN_CHOICE, TEXT -> text(id, answer);
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
        };
    }

    // 1e999999999 is a number to a parser and a heap full of zeros to whoever adds to it.
    private static boolean sane(JsonNode number) {
        if (number.isFloatingPointNumber() && !number.isBigDecimal()) {
            return Double.isFinite(number.doubleValue());
        }
        var decimal = number.decimalValue();
        return decimal.precision() <= 30 && Math.abs(decimal.scale()) <= 30;
    }

    private static @Nullable Problem range(Item item, BigDecimal value) {
        var min = item.rules().min();
        var max = item.rules().max();
        if (min != null && value.compareTo(min) < 0) {
            return Problem.of(item.linkId(), "answer.tooSmall", min);
        }
        if (max != null && value.compareTo(max) > 0) {
            return Problem.of(item.linkId(), "answer.tooLarge", max);
        }
        return null;
    }

    private static @Nullable Problem text(String id, JsonNode answer) {
        if (!answer.isString()) {
            return Problem.of(id, "answer.text");
        }
        return answer.stringValue().length() > LONGEST_TEXT
                ? Problem.of(id, "answer.tooLong", LONGEST_TEXT)
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
