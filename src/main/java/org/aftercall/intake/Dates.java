package org.aftercall.intake;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Days in the shapes hospital systems and spreadsheets write them. */
final class Dates {
    private static final LocalDate EXCEL_ZERO = LocalDate.of(1899, 12, 30);
    private static final Pattern TIME_BEHIND =
            Pattern.compile("(?i)[ T](上午|下午)?\\d{1,2}[:时点].*$|(?<=[日号]) .*$");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*[日号]?");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})");
    private static final Pattern TOGETHER = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{6})?");
    private static final Pattern SERIAL = Pattern.compile("([1-9]\\d{4})(\\.\\d+)?");
    private static final Pattern SHORT_YEAR =
            Pattern.compile("\\d{1,2}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?");

    private Dates() {}

    /** A day, or why there is none. */
    sealed interface Read {
        record Good(LocalDate day) implements Read {}

        record Bad(String code) implements Read {}
    }

    static Read read(String cell) {
        var number = Cells.digits(cell);
        if (number.isEmpty()) {
            return new Read.Bad("date.digits");
        }
        var text =
                TIME_BEHIND
                        .matcher(Normalizer.normalize(number.get(), Normalizer.Form.NFKC))
                        .replaceAll("")
                        .strip();
        var yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return day(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
        }
        var together = TOGETHER.matcher(text);
        if (together.matches()) {
            return day(together.group(1), together.group(2), together.group(3));
        }
        var serial = SERIAL.matcher(text);
        if (serial.matches()) {
            return new Read.Good(EXCEL_ZERO.plusDays(Integer.parseInt(serial.group(1))));
        }
        var yearLast = YEAR_LAST.matcher(text);
        if (yearLast.matches()) {
            return yearLast(yearLast.group(1), yearLast.group(2), yearLast.group(3));
        }
        return new Read.Bad(SHORT_YEAR.matcher(text).matches() ? "date.year" : "date.form");
    }

    /** 20/11/2026 and 11/20/2026 can be told apart; 10/11/2026 cannot. */
    private static Read yearLast(String first, String second, String year) {
        int a = Integer.parseInt(first);
        int b = Integer.parseInt(second);
        if (a <= 12 && b <= 12 && a != b) {
            return new Read.Bad("date.order");
        }
        return a > 12 ? day(year, second, first) : day(year, first, second);
    }

    private static Read day(String year, String month, String day) {
        try {
            return new Read.Good(
                    LocalDate.of(
                            Integer.parseInt(year),
                            Integer.parseInt(month),
                            Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return new Read.Bad("date.none");
        }
    }
}
