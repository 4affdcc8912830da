package org.aftercall.telephony.asterisk;

import java.util.Optional;
import java.util.regex.Pattern;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Reads who calls in, as the network writes it: {@code sip:+8613800000000@10.9.8.7}. */
final class Callers {
    private static final Pattern ADDRESS = Pattern.compile("(?:sips?:)?([+0-9]{3,20})(?:@.*)?");

    private Callers() {}

    /**
     * @param home the country's prefix, for numbers written as at home: 010…, 138…
     * @return empty for a hidden number and for what is none
     */
    static Optional<PhoneNumber> number(@Nullable String address, String home) {
        var parts = ADDRESS.matcher(address == null ? "" : address);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String digits = parts.group(1);
        try {
            return Optional.of(new PhoneNumber(whole(digits, home)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String whole(String digits, String home) {
        if (digits.startsWith("+")) {
            return digits;
        }
        if (digits.startsWith("00")) {
            return "+" + digits.substring(2);
        }
        if (digits.startsWith(home.substring(1)) && digits.length() > 11) {
            return "+" + digits;
        }
        return home + (digits.startsWith("0") ? digits.substring(1) : digits);
    }
}
