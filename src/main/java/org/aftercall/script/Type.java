package org.aftercall.script;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of item of a FHIR R4 Questionnaire that we ask. */
enum Type {
    GROUP("group"),
    DISPLAY("display"),
    BOOLEAN("boolean"),
    CHOICE("choice"),
    OPEN_CHOICE("open-choice"),
    INTEGER("integer"),
    DECIMAL("decimal"),
    DATE("date"),
    TEXT("text");

    private final String code;

    Type(String code) {
        this.code = code;
    }

    static Optional<Type> of(String code) {
        return Arrays.stream(values()).filter(t -> t.code.equals(code)).findFirst();
    }

    boolean asks() {
        return this != GROUP && this != DISPLAY;
    }

    boolean chooses() {
        return this == CHOICE || this == OPEN_CHOICE;
    }

    boolean counts() {
        return this == INTEGER || this == DECIMAL;
    }

    /** Whether "less than" means something. */
    boolean orders() {
        return counts() || this == DATE;
    }
}
