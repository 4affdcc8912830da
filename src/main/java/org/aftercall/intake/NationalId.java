package org.aftercall.intake;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aftercall.patient.Sex;

/** The number of an identity card; a resident's (GB 11643) tells birthday and sex, too. */
record NationalId(String number, Optional<LocalDate> birthDate, Optional<Sex> sex) {
    private static final Pattern RESIDENT = Pattern.compile("\\d{17}[0-9X]");
    private static final Pattern OTHER = Pattern.compile("[A-Z0-9]{5,20}");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    /** The id, or why it is none. */
    sealed interface Read {
        record Good(NationalId id) implements Read {}

        record Bad(String code) implements Read {}
    }

    static Read read(String cell) {
        var digits = Cells.digits(cell);
        if (digits.isEmpty()) {
            return new Read.Bad("id.digits");
        }
        var plain =
                Normalizer.normalize(digits.get(), Normalizer.Form.NFKC)
                        .replaceAll("[\\s\\-]", "")
                        .toUpperCase(Locale.ROOT);
        if (RESIDENT.matcher(plain).matches()) {
            return resident(plain);
        }
        if (plain.matches("\\d{15}")) {
            return old(plain);
        }
        if (plain.matches("\\d+") || !OTHER.matcher(plain).matches()) {
            return new Read.Bad("id.form");
        }
        return new Read.Good(new NationalId(plain, Optional.empty(), Optional.empty()));
    }

    private static Read resident(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        if (CHECKS.charAt(sum % 11) != number.charAt(17)) {
            return new Read.Bad("id.check");
        }
        return with(number, number.substring(6, 14), number.charAt(16));
    }

    private static Read old(String number) {
        return with(number, "19" + number.substring(6, 12), number.charAt(14));
    }

    private static Read with(String number, String birth, char order) {
        try {
            var day =
                    LocalDate.of(
                            Integer.parseInt(birth.substring(0, 4)),
                            Integer.parseInt(birth.substring(4, 6)),
                            Integer.parseInt(birth.substring(6, 8)));
            return new Read.Good(
                    new NationalId(
                            number,
                            Optional.of(day),
                            Optional.of((order - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE)));
        } catch (DateTimeException e) {
            return new Read.Bad("id.check");
        }
    }

    @Override
    public String toString() {
        return "NationalId[…]";
    }
}
