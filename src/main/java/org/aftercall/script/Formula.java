package org.aftercall.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A sum over answers, in a small language without loops or names of its own: numbers, {@code + - *
 * /}, comparisons (1 when they hold, else 0), {@code 'linkId'}, and the functions of {@link
 * FormulaReading}. What was not answered is unknown, and what needs it is unknown, too; so is what
 * is divided by zero. Reckoned in IEEE doubles and rounded to six places, so that a browser comes
 * to the same.
 */
final class Formula {
    private static final double PLACES = 1e6;

    private final Part part;
    private final Set<String> names;

    Formula(Part part) {
        this.part = part;
        this.names = new TreeSet<>();
        part.names(names);
    }

    /**
     * @throws FormulaReading.Mistake where it cannot be read
     */
    static Formula of(String text) throws FormulaReading.Mistake {
        return new FormulaReading(text).read();
    }

    /** The linkIds it asks for. */
    Set<String> names() {
        return names;
    }

    /**
     * @param values what each linkId is worth; null where it is unknown
     * @return null where it cannot be told
     */
    @Nullable Double value(Known values) {
        var value = part.value(values);
        return value == null || !Double.isFinite(value)
                ? null
                : Double.valueOf(Math.round(value * PLACES) / PLACES);
    }

    /** What a linkId is worth; null where it is unknown. */
    interface Known {
        @Nullable Double worth(String linkId);
    }

    /** A part of the sum. */
    interface Part {
        @Nullable Double value(Known values);

        default void names(Set<String> into) {}
    }

    record Constant(double number) implements Part {
        @Override
        public Double value(Known values) {
            return number;
        }
    }

    record Name(String linkId) implements Part {
        @Override
        public @Nullable Double value(Known values) {
            return values.worth(linkId);
        }

        @Override
        public void names(Set<String> into) {
            into.add(linkId);
        }
    }

    /** Unknown where either side is. */
    record Pair(Part left, Part right, DoubleBinaryOperator joined) implements Part {
        @Override
        public @Nullable Double value(Known values) {
            var one = left.value(values);
            var other = right.value(values);
            if (one == null || other == null) {
                return null;
            }
            double both = joined.applyAsDouble(one, other);
            return Double.isFinite(both) ? (Double) both : null;
        }

        @Override
        public void names(Set<String> into) {
            left.names(into);
            right.names(into);
        }
    }

    record Call(Body body, List<Part> over) implements Part {
        @Override
        public @Nullable Double value(Known values) {
            return body.of(over, values);
        }

        @Override
        public void names(Set<String> into) {
            over.forEach(p -> p.names(into));
        }
    }

    /** What a function does. */
    interface Body {
        @Nullable Double of(List<Part> over, Known values);
    }

    /** All of them, or null when one is unknown. */
    static @Nullable List<Double> all(List<Part> parts, Known values) {
        var known = new ArrayList<Double>();
        for (var part : parts) {
            var value = part.value(values);
            if (value == null) {
                return null;
            }
            known.add(value);
        }
        return known;
    }
}
