package org.aftercall.transcript.reading;

import static org.aftercall.transcript.reading.EnglishNumber.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads English words: from the left, the longest form that fits at a place. */
final class English {
    private static final Set<String> MONTHS =
            Set.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");

    /** Said of one as well, where it is no number: {@code one day}. */
    private static final Set<String> COUNTED =
            Set.of(
                    "time", "times", "day", "days", "week", "weeks", "month", "months", "year",
                    "years", "hour", "hours", "minute", "minutes", "night", "nights");

    private static final Map<String, String> MEASURED =
            Map.ofEntries(
                    Map.entry("milligrams", "mg"),
                    Map.entry("milligram", "mg"),
                    Map.entry("milliliters", "ml"),
                    Map.entry("milliliter", "ml"),
                    Map.entry("millilitres", "ml"),
                    Map.entry("micrograms", "μg"),
                    Map.entry("microgram", "μg"),
                    Map.entry("grams", "g"),
                    Map.entry("kilograms", "kg"),
                    Map.entry("kilos", "kg"),
                    Map.entry("pounds", "lb"),
                    Map.entry("percent", "%"),
                    Map.entry("tablet", "tablet"),
                    Map.entry("tablets", "tablets"),
                    Map.entry("pill", "pill"),
                    Map.entry("pills", "pills"),
                    Map.entry("capsule", "capsule"),
                    Map.entry("capsules", "capsules"),
                    Map.entry("drops", "drops"),
                    Map.entry("puffs", "puffs"),
                    Map.entry("units", "units"));

    private final List<String> words;

    private English(List<String> words) {
        this.words = words.stream().map(w -> w.toLowerCase(Locale.ROOT)).toList();
    }

    static List<Written> read(List<String> words) {
        return new English(words).all();
    }

    private List<Written> all() {
        var all = new ArrayList<Written>();
        int at = 0;
        while (at < words.size()) {
            var found = find(at);
            if (found != null) {
                all.add(found);
                at = found.to();
            } else {
                // two three days: what is not one number as a whole is left as it was said
                do {
                    at++;
                } while (EnglishNumber.isPart(word(words, at))
                        && EnglishNumber.isPart(word(words, at - 1)));
            }
        }
        return all;
    }

    private @Nullable Written find(int at) {
        for (var form :
                List.<Form>of(
                        this::pressure,
                        this::clock,
                        this::date,
                        this::digits,
                        this::degrees,
                        this::amount,
                        this::bare)) {
            var found = form.at(at);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private interface Form {
        @Nullable Written at(int at);
    }

    private @Nullable Written pressure(int at) {
        for (var upper :
                new EnglishNumber[] {EnglishNumber.brief(words, at), EnglishNumber.at(words, at)}) {
            if (upper == null || !word(words, upper.end()).equals("over")) {
                continue;
            }
            var brief = EnglishNumber.brief(words, upper.end() + 1);
            var lower = brief == null ? EnglishNumber.at(words, upper.end() + 1) : brief;
            if (lower != null && Written.isPressure(upper.whole(), lower.whole())) {
                return new Written(at, lower.end(), upper.value() + "/" + lower.value());
            }
        }
        return null;
    }

    private @Nullable Written clock(int at) {
        if (word(words, at + 1).equals("past") && word(words, at).equals("half")) {
            return past(at, at + 2, 30);
        }
        if (word(words, at + 1).equals("past") && word(words, at).equals("quarter")) {
            return past(at, at + 2, 15);
        }
        var hour = EnglishNumber.below100(words, at);
        if (hour == null || hour.whole() < 1 || hour.whole() > 12) {
            return null;
        }
        if (word(words, hour.end()).equals("o'clock")) {
            return new Written(at, hour.end() + 1, hour.value() + ":00");
        }
        var minutes = EnglishNumber.below100(words, hour.end());
        boolean exact = minutes == null || minutes.whole() < 10 || minutes.whole() > 59;
        int end = exact || minutes == null ? hour.end() : minutes.end();
        var half = halfOfDay(end);
        return half == null
                ? null
                : new Written(
                        at,
                        end + half.length,
                        hour.value()
                                + (exact || minutes == null ? "" : ":" + minutes.value())
                                + " "
                                + half.text);
    }

    private @Nullable Written past(int at, int from, int minutes) {
        var hour = EnglishNumber.below100(words, from);
        return hour == null || hour.whole() < 1 || hour.whole() > 12
                ? null
                : new Written(at, hour.end(), hour.value() + ":" + minutes);
    }

    private record Half(int length, String text) {}

    private @Nullable Half halfOfDay(int at) {
        var one = word(words, at);
        if (one.equals("am") || one.equals("pm")) {
            return new Half(1, one);
        }
        return (one.equals("a") || one.equals("p")) && word(words, at + 1).equals("m")
                ? new Half(2, one + "m")
                : null;
    }

    private @Nullable Written date(int at) {
        if (!MONTHS.contains(word(words, at))) {
            return null;
        }
        int from = word(words, at + 1).equals("the") ? at + 2 : at + 1;
        var day = EnglishNumber.ordinal(words, from);
        if (day == null || day.whole() > 31) {
            return null;
        }
        var month = word(words, at);
        var written =
                month.substring(0, 1).toUpperCase(Locale.ROOT)
                        + month.substring(1)
                        + " "
                        + day.value();
        var century = EnglishNumber.below100(words, day.end());
        var year = century == null ? null : EnglishNumber.below100(words, century.end());
        return century == null
                        || year == null
                        || year.whole() < 10
                        || century.whole() < 19
                        || century.whole() > 20
                ? new Written(at, day.end(), written)
                : new Written(at, year.end(), written + ", " + century.value() + year.value());
    }

    /** Three digits and more, as numbers are told. */
    private @Nullable Written digits(int at) {
        int end = at;
        var digits = new StringBuilder();
        while (EnglishNumber.isDigit(word(words, end))) {
            digits.append(EnglishNumber.digit(word(words, end++)));
        }
        boolean alone =
                !EnglishNumber.isPart(word(words, end)) && !word(words, end).equals("point");
        boolean begins = EnglishNumber.isPart(word(words, at));
        return end - at >= 3 && alone && begins ? new Written(at, end, digits.toString()) : null;
    }

    private @Nullable Written degrees(int at) {
        var number = number(at);
        if (number == null) {
            return null;
        }
        double value = Double.parseDouble(number.value());
        int end = number.end();
        boolean said = word(words, end).equals("degrees");
        if (said) {
            end++;
        }
        if (word(words, end).equals("celsius") || said && Written.isCelsius(value)) {
            return new Written(
                    at, word(words, end).equals("celsius") ? end + 1 : end, number.value() + " ℃");
        }
        if (word(words, end).equals("fahrenheit") || said && value >= 93 && value <= 110) {
            return new Written(
                    at,
                    word(words, end).equals("fahrenheit") ? end + 1 : end,
                    number.value() + " °F");
        }
        return said ? new Written(at, end, number.value() + "°") : null;
    }

    private @Nullable Written amount(int at) {
        var number = number(at);
        if (number == null) {
            return null;
        }
        var unit = word(words, number.end());
        var measured = MEASURED.get(unit);
        if (measured != null) {
            return new Written(
                    at,
                    number.end() + 1,
                    number.value() + (measured.equals("%") ? "" : " ") + measured);
        }
        return COUNTED.contains(unit) && !number.value().equals("1")
                ? new Written(at, number.end() + 1, number.value() + " " + unit)
                : null;
    }

    private @Nullable Written bare(int at) {
        var number = number(at);
        return number != null && (number.value().contains(".") || number.whole() >= 10)
                ? new Written(at, number.end(), number.value())
                : null;
    }

    /** One number, with no other right behind it. */
    private @Nullable EnglishNumber number(int at) {
        var number = EnglishNumber.at(words, at);
        return number == null || EnglishNumber.isPart(word(words, number.end())) ? null : number;
    }
}
