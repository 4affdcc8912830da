package org.aftercall.transcript.hiding;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Which digits are the number of a paper, a card, a telephone. */
final class Numbers {
    private static final Pattern ID = Pattern.compile("[1-8]\\d{5}(19|20)\\d{9}[\\dX]");
    private static final Pattern CARD = Pattern.compile("[3-6]\\d{14,18}");

    /** Mobile with or without the country, landline with area code; 400 and 800 are no secret. */
    private static final Pattern PHONE =
            Pattern.compile("(86)?1[3-9]\\d{9}|0(10|2\\d|[3-9]\\d{2})\\d{7,8}");

    /** GB 11643-1999, by ISO 7064 MOD 11-2. */
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private static final String CHECKS = "10X98765432";

    private Numbers() {}

    /**
     * An identity number: with its check digit, or with a day of birth in its place, since one
     * misheard digit does not make it less of one.
     */
    static boolean isId(String digits) {
        return ID.matcher(digits).matches() && (checks(digits) || born(digits.substring(6, 14)));
    }

    static boolean checks(String id) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (id.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11) == id.charAt(17);
    }

    private static boolean born(String day) {
        try {
            return LocalDate.of(
                            Integer.parseInt(day.substring(0, 4)),
                            Integer.parseInt(day.substring(4, 6)),
                            Integer.parseInt(day.substring(6)))
                    .isAfter(LocalDate.of(1899, 12, 31));
        } catch (DateTimeException noDay) {
            return false;
        }
    }

    /** By Luhn's check digit. */
    static boolean isCard(String digits) {
        if (!CARD.matcher(digits).matches()) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    /**
     * @return how long the telephone number here is, 0 for none
     */
    static int phone(String digits, int at) {
        var number = PHONE.matcher(digits).region(at, digits.length());
        return number.lookingAt() ? number.end() - at : 0;
    }
}
