package org.aftercall.patient;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How likely somebody comes back, by what a discharge list tells: the L of LACE (length of stay)
 * and old age.
 *
 * @see <a href="https://doi.org/10.1503/cmaj.091117">van Walraven and others, CMAJ 2010</a>
 */
public final class ReadmissionRisk {
    private static final int HIGH = 7;
    private static final int OLD_AGE = 75;

    private ReadmissionRisk() {}

    /**
     * @param birthYear where the date is not known
     * @return 0 to 9 points; what is not known counts nothing
     */
    public static int points(
            @Nullable LocalDate admitted,
            LocalDate discharged,
            @Nullable LocalDate birthDate,
            @Nullable Integer birthYear) {
        var days = admitted == null ? 0 : ChronoUnit.DAYS.between(admitted, discharged);
        var stay = days >= 14 ? 7 : days >= 7 ? 5 : days >= 4 ? 4 : (int) Math.max(0, days);
        var age =
                birthDate != null
                        ? ChronoUnit.YEARS.between(birthDate, discharged)
                        : birthYear == null ? 0 : discharged.getYear() - birthYear;
        return stay + (age >= OLD_AGE ? 2 : 0);
    }

    /** Two weeks or more in the hospital, or one week at 75 or older. */
    public static boolean high(int points) {
        return points >= HIGH;
    }
}
