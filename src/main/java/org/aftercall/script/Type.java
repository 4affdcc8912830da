package org.aftercall.script;

import java.util.Arrays;
import java.util.List;
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
    QUANTITY("quantity"),
    DATE("date"),
    STRING("string"),
    TEXT("text");

    private final String code;

    Type(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static Optional<Type> of(String code) {
        return Arrays.stream(values()).filter(t -> t.code.equals(code)).findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(Type::code).toList();
    }

    boolean asks() {
        return this != GROUP && this != DISPLAY;
    }

    boolean chooses() {
        return this == CHOICE || this == OPEN_CHOICE;
    }

    boolean counts() {
        return this == INTEGER || this == DECIMAL || this == QUANTITY;
    }

    /** Whether "less than" means something. */
    boolean orders() {
        return counts() || this == DATE;
    }
}
