package org.aftercall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.aftercall.script.Formula.Body;
import org.aftercall.script.Formula.Call;
import org.aftercall.script.Formula.Constant;
import org.aftercall.script.Formula.Name;
import org.aftercall.script.Formula.Pair;
import org.aftercall.script.Formula.Part;

/**
 * Reads a formula. {@code sum mean min max} of any number of parts; {@code count}: how many of them
 * are known; {@code or(a, b)}: b where a is unknown; {@code if(c, a, b)}: a unless c is 0.
 */
final class FormulaReading {
    static final int LONGEST = 4000;
    private static final int DEEPEST = 40;

    private static final Map<String, Function> FUNCTIONS =
            Map.of(
                    "sum", many(FormulaReading::total),
                    "mean", many(all -> total(all) / all.size()),
                    "min", many(all -> all.stream().mapToDouble(d -> d).min().orElse(Double.NaN)),
                    "max", many(all -> all.stream().mapToDouble(d -> d).max().orElse(Double.NaN)),
                    "count",
                            new Function(
                                    0,
                                    (parts, values) ->
                                            (double)
                                                    parts.stream()
                                                            .filter(p -> p.value(values) != null)
                                                            .count()),
                    "or",
                            new Function(
                                    2,
                                    (parts, values) -> {
                                        var first = parts.get(0).value(values);
                                        return first != null ? first : parts.get(1).value(values);
                                    }),
                    "if",
                            new Function(
                                    3,
                                    (parts, values) -> {
                                        var condition = parts.get(0).value(values);
                                        return condition == null
                                                ? null
                                                : parts.get(condition != 0 ? 1 : 2).value(values);
                                    }));

    private static final Map<String, DoubleBinaryOperator> COMPARISONS =
            Map.of(
                    "<=", (a, b) -> a <= b ? 1 : 0,
                    ">=", (a, b) -> a >= b ? 1 : 0,
                    "!=", (a, b) -> a != b ? 1 : 0,
                    "<", (a, b) -> a < b ? 1 : 0,
                    ">", (a, b) -> a > b ? 1 : 0,
                    "=", (a, b) -> a == b ? 1 : 0);

    private final String text;
    private int at;
    private int depth;

    FormulaReading(String text) {
        this.text = text;
    }

    /** What is wrong, and where. */
    static final class Mistake extends Exception {
        private final String code;
        private final transient List<Object> arguments;

        /**
         * @param what of the message keys under {@code fault.formula.}
         * @param arguments which its words fill in after the place
         */
        Mistake(String what, int at, Object... arguments) {
            this(
                    "formula." + what,
                    Stream.concat(Stream.of(at + 1), Stream.of(arguments)).toList());
        }

        private Mistake(String code, List<Object> arguments) {
            super(FaultWords.of(code, arguments, Locale.ENGLISH));
            this.code = code;
            this.arguments = arguments;
        }

        String code() {
            return code;
        }

        Object[] arguments() {
            return arguments.toArray();
        }
    }

    /**
     * @param parts how many it takes; 0 is any number from one on
     */
    private record Function(int parts, Body body) {}

    private static Function many(ToDoubleFunction<List<Double>> body) {
        return new Function(
                0,
                (parts, values) -> {
                    var all = Formula.all(parts, values);
                    return all == null ? null : (Double) body.applyAsDouble(all);
                });
    }

    Formula read() throws Mistake {
        if (text.length() > LONGEST) {
            throw new Mistake("long", LONGEST, LONGEST);
        }
        var part = comparison();
        blanks();
        if (at < text.length()) {
            throw new Mistake("unexpected", at, text.charAt(at));
        }
        return new Formula(part);
    }

    private Part comparison() throws Mistake {
        if (++depth > DEEPEST) {
            throw new Mistake("deep", at);
        }
        var left = sum();
        for (var sign : List.of("<=", ">=", "!=", "<", ">", "=")) {
            if (comes(sign)) {
                left = new Pair(left, sum(), Objects.requireNonNull(COMPARISONS.get(sign)));
                break;
            }
        }
        depth--;
        return left;
    }

    private Part sum() throws Mistake {
        var left = product();
        while (true) {
            if (comes("+")) {
                left = new Pair(left, product(), Double::sum);
            } else if (comes("-")) {
                left = new Pair(left, product(), (a, b) -> a - b);
            } else {
                return left;
            }
        }
    }

    private Part product() throws Mistake {
        var left = single();
        while (true) {
            if (comes("*")) {
                left = new Pair(left, single(), (a, b) -> a * b);
            } else if (comes("/")) {
                left = new Pair(left, single(), (a, b) -> a / b);
            } else {
                return left;
            }
        }
    }

    private Part single() throws Mistake {
        blanks();
        if (comes("(")) {
            var inner = comparison();
            need(")");
            return inner;
        }
        int from = at;
        if (comes("-")) {
            if (++depth > DEEPEST) {
                throw new Mistake("deep", at);
            }
            var part = new Pair(new Constant(0), single(), (a, b) -> a - b);
            depth--;
            return part;
        }
        if (at < text.length() && text.charAt(at) == '\'') {
            return name();
        }
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        var word = text.substring(from, at);
        if (word.isEmpty()) {
            throw from < text.length()
                    ? new Mistake("unexpected", from, text.charAt(from))
                    : new Mistake("short", from);
        }
        return isDigit(word.charAt(0)) ? number(word, from) : call(word, from);
    }

    private Part name() throws Mistake {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new Mistake("quote", at);
        }
        var name = new Name(text.substring(at + 1, end));
        at = end + 1;
        return name;
    }

    private static Part number(String word, int from) throws Mistake {
        if (!word.matches("\\d{1,9}(\\.\\d{1,6})?")) {
            throw new Mistake("number", from, Faults.shown(word));
        }
        return new Constant(Double.parseDouble(word));
    }

    private Part call(String word, int from) throws Mistake {
        var function = FUNCTIONS.get(word);
        if (function == null) {
            throw new Mistake(
                    "word",
                    from,
                    Faults.shown(word),
                    String.join(", ", FUNCTIONS.keySet().stream().sorted().toList()));
        }
        need("(");
        var parts = new ArrayList<Part>();
        do {
            parts.add(comparison());
        } while (comes(","));
        need(")");
        if (function.parts() != 0 && function.parts() != parts.size()) {
            throw new Mistake("parts", from, word, function.parts());
        }
        return new Call(function.body(), List.copyOf(parts));
    }

    private void need(String sign) throws Mistake {
        if (!comes(sign)) {
            throw new Mistake("missing", at, sign);
        }
    }

    private boolean comes(String sign) {
        blanks();
        boolean here = text.startsWith(sign, at);
        at += here ? sign.length() : 0;
        return here;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isOfWord(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c == '.';
    }

    /** In their order and without correction, as a browser adds. */
    private static double total(List<Double> all) {
        double total = 0;
        for (double one : all) {
            total += one;
        }
        return total;
    }
}
