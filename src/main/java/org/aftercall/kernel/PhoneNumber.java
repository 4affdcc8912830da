package org.aftercall.kernel;

import java.util.regex.Pattern;

/** A number in E.164 form. Prints masked, so that a log line never carries a patient's number. */
public record PhoneNumber(String digits) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    public PhoneNumber {
        if (!E164.matcher(digits).matches()) {
            throw new IllegalArgumentException("Not an E.164 number");
        }
    }

    /** The form for a screen: enough to recognise it, not enough to ring it. */
    public String masked() {
        return digits.substring(0, 3)
                + "*".repeat(digits.length() - 5)
                + digits.substring(digits.length() - 2);
    }

    @Override
    public String toString() {
        return masked();
    }
}
