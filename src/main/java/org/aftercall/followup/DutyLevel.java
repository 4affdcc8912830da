package org.aftercall.followup;

import java.util.List;

/** Who is told of an escalation; what is not closed in time goes to the next of them. */
public enum DutyLevel {
    NURSE,
    SPECIALIST,
    DOCTOR,
    HEAD;

    /** As the database orders them, from 1. */
    int number() {
        return ordinal() + 1;
    }

    static DutyLevel of(int number) {
        return List.of(values()).get(number - 1);
    }
}
