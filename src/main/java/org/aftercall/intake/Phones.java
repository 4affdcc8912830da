package org.aftercall.intake;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.aftercall.kernel.PhoneNumber;

/** One number in its four shapes, and the ways to get it wrong. */
record Phones(IntakeSettings settings) {
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    // Numbers of the demo: no operator has the prefix 100.
    private static final Pattern FICTIONAL = Pattern.compile("(?:\\+?86|0086)?(1000000\\d{4})");
    private static final Pattern SEPARATORS = Pattern.compile("[/、;；,，|\\n\\r]+");
    private static final Pattern PUNCTUATION =
            Pattern.compile("[\\s\\u00a0\\u200b-\\u200f\\u202a-\\u202e().·•_\\-‐‑–—]");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");

    /** A cell may hold several numbers; each is read, or named with its fault. */
    sealed interface Read {
        record Good(PhoneNumber number) implements Read {}

        record Bad(String code, String part) implements Read {}
    }

    List<Read> read(String cell) {
        var found = new ArrayList<Read>();
        for (var part : SEPARATORS.split(cell)) {
            if (!part.isBlank()) {
                found.add(one(part.strip()));
            }
        }
        return found;
    }

    private Read one(String part) {
        var digits = Cells.digits(part);
        if (digits.isEmpty()) {
            return new Read.Bad("phone.digits", part);
        }
        var plain = PUNCTUATION.matcher(digits.get()).replaceAll("");
        if (!NUMBER.matcher(plain).matches()) {
            return new Read.Bad("phone.letters", part);
        }
        var fictional = FICTIONAL.matcher(plain);
        if (fictional.matches()) {
            return settings.allowFictionalNumbers()
                    ? new Read.Good(new PhoneNumber("+86" + fictional.group(1)))
                    : new Read.Bad("phone.fictional", part);
        }
        var international = plain.startsWith("00") ? "+" + plain.substring(2) : plain;
        if (international.matches("[1-9]\\d{6,7}")) {
            if (settings.areaCode().isBlank()) {
                return new Read.Bad("phone.area", part);
            }
            international = settings.areaCode() + international;
        }
        return parsed(international, part);
    }

    private Read parsed(String number, String part) {
        try {
            var parsed = LIBRARY.parse(number, settings.region());
            if (LIBRARY.isValidNumber(parsed)) {
                return new Read.Good(
                        new PhoneNumber(LIBRARY.format(parsed, PhoneNumberFormat.E164)));
            }
            return new Read.Bad(
                    switch (LIBRARY.isPossibleNumberWithReason(parsed)) {
                        case TOO_SHORT -> "phone.short";
                        case TOO_LONG -> "phone.long";
                        case IS_POSSIBLE,
                                IS_POSSIBLE_LOCAL_ONLY,
                                INVALID_COUNTRY_CODE,
                                INVALID_LENGTH ->
                                "phone.invalid";
                    },
                    part);
        } catch (NumberParseException e) {
            return new Read.Bad(
                    switch (e.getErrorType()) {
                        case TOO_LONG -> "phone.long";
                        case TOO_SHORT_NSN, TOO_SHORT_AFTER_IDD -> "phone.short";
                        case NOT_A_NUMBER, INVALID_COUNTRY_CODE -> "phone.invalid";
                    },
                    part);
        }
    }
}
