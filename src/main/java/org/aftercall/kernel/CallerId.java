package org.aftercall.kernel;

import java.util.regex.Pattern;

/** The number that a patient is shown: the hospital's own, also a short one or one without +. */
public record CallerId(String digits) {
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{3,15}");

    public CallerId {
        if (!isOne(digits)) {
            throw new IllegalArgumentException("A caller id is 3 to 15 digits after an optional +");
        }
    }

    public static boolean isOne(String digits) {
        return DIGITS.matcher(digits).matches();
    }
}
