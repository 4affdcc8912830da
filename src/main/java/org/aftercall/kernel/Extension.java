package org.aftercall.kernel;

import java.util.regex.Pattern;

/** A desk on the hospital switchboard: 2 to 6 digits. */
public record Extension(String digits) {
    private static final Pattern DIGITS = Pattern.compile("\\d{2,6}");

    public Extension {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("An extension has 2 to 6 digits");
        }
    }
}
