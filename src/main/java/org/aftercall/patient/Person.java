package org.aftercall.patient;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is. Lists often carry an age only: then {@code birthYear} is known and {@code
 * birthDate} is not.
 *
 * @param nationalId the number of the identity card, the strongest sign that two rows are one
 *     person
 * @param allergies what he must not be given, as told; null is not known
 */
public record Person(
        String name,
        Sex sex,
        @Nullable LocalDate birthDate,
        @Nullable Integer birthYear,
        @Nullable String nationalId,
        @Nullable String allergies) {
    public Person {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A person has a name");
        }
    }

    public Person(
            String name,
            Sex sex,
            @Nullable LocalDate birthDate,
            @Nullable Integer birthYear,
            @Nullable String nationalId) {
        this(name, sex, birthDate, birthYear, nationalId, null);
    }

    /** Full years on that day; from the year alone when the date is not known. */
    public @Nullable Integer ageOn(LocalDate day) {
        if (birthDate != null) {
            return Math.toIntExact(ChronoUnit.YEARS.between(birthDate, day));
        }
        return birthYear == null ? null : day.getYear() - birthYear;
    }

    /** What is new wins; what the new list leaves out is kept. */
    Person over(Person known) {
        var date = birthDate != null ? birthDate : known.birthDate;
        return new Person(
                name,
                sex == Sex.UNKNOWN ? known.sex : sex,
                date,
                date != null ? null : birthYear != null ? birthYear : known.birthYear,
                nationalId != null ? nationalId : known.nationalId,
                allergies != null ? allergies : known.allergies);
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
