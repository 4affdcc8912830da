package org.aftercall.script;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A comparison with an answer. Of several answers one that fits is enough; {@code !=} means that
 * none is equal, so it also holds where there is no answer.
 */
record Condition(Operator operator, JsonNode wanted) {
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MORE(">"),
        LESS("<"),
        AT_LEAST(">="),
        AT_MOST("<="),
        EXISTS("exists");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Optional<Operator> of(String sign) {
            return Arrays.stream(values()).filter(o -> o.sign.equals(sign)).findFirst();
        }

        boolean orders() {
            return this == MORE || this == LESS || this == AT_LEAST || this == AT_MOST;
        }
    }

    boolean holds(@Nullable JsonNode answer) {
        return switch (operator) {
            case EXISTS -> given(answer) == wanted.booleanValue();
            case NOT_EQUAL -> !any(answer, Operator.EQUAL);
            case EQUAL, MORE, LESS, AT_LEAST, AT_MOST -> any(answer, operator);
        };
    }

    /** Whether an answer says something: a blank text or an empty list does not. */
    static boolean given(@Nullable JsonNode answer) {
        if (answer == null || answer.isNull() || answer.isMissingNode()) {
            return false;
        }
        return answer.isString()
                ? !answer.stringValue().isBlank()
                : !answer.isContainer() || !answer.isEmpty();
    }

    private boolean any(@Nullable JsonNode answer, Operator operator) {
        if (answer == null || !given(answer)) {
            return false;
        }
        return answer.isArray()
                ? StreamSupport.stream(answer.spliterator(), false).anyMatch(a -> fits(a, operator))
                : fits(answer, operator);
    }

    private boolean fits(JsonNode one, Operator operator) {
        if (one.isNumber() && wanted.isNumber()) {
            return fits(one.decimalValue().compareTo(wanted.decimalValue()), operator);
        }
        // Dates are yyyy-mm-dd, whose order as text is their order in time.
        if (one.isString() && wanted.isString()) {
            return fits(one.stringValue().compareTo(wanted.stringValue()), operator);
        }
        return operator == Operator.EQUAL && one.equals(wanted);
    }

    private static boolean fits(int order, Operator operator) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case MORE -> order > 0;
            case LESS -> order < 0;
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case NOT_EQUAL, EXISTS -> false;
        };
    }
}
