package org.aftercall.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in one row.
 *
 * @param code message key under {@code intake.error.} and {@code intake.fix.}
 * @param arguments what the message fills in behind column name and value
 */
public record Fault(String code, @Nullable Field field, String value, List<String> arguments) {
    private static final int SHOWN = 200;

    public Fault {
        value = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        arguments = List.copyOf(arguments);
    }

    static Fault of(String code, @Nullable Field field, String value, String... arguments) {
        return new Fault(code, field, value, List.of(arguments));
    }

    @Override
    public String toString() {
        return "Fault[" + code + ", " + field + "]";
    }
}
