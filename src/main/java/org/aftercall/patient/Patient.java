package org.aftercall.patient;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One person in our care. Prints as an id only. */
public record Patient(PatientId id, Person person, Home home, Standing standing) {
    public String name() {
        return person.name();
    }

    public Sex sex() {
        return person.sex();
    }

    public @Nullable LocalDate birthDate() {
        return person.birthDate();
    }

    public @Nullable Integer ageOn(LocalDate day) {
        return person.ageOn(day);
    }

    public @Nullable String zone() {
        return home.zone();
    }

    public Language language() {
        return home.language();
    }

    @Override
    public String toString() {
        return "Patient[" + id.value() + "]";
    }
}
