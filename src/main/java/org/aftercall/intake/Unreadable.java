package org.aftercall.intake;

import java.util.List;

/** The whole file cannot be taken. */
class Unreadable extends Exception {
    private final String code;
    private final transient List<String> arguments;

    /**
     * @param code message key under {@code intake.problem.} and {@code intake.mend.}
     */
    Unreadable(String code, Object... arguments) {
        super(code);
        this.code = code;
        this.arguments = List.of(arguments).stream().map(Object::toString).toList();
    }

    Import.Problem problem() {
        return new Import.Problem(code, arguments);
    }
}
