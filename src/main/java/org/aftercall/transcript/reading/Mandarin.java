package org.aftercall.transcript.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Chinese words: from the left, the longest form that fits at a place. */
final class Mandarin {
    /** A number in characters. */
    static final String N = "([" + MandarinNumber.CHARACTERS + "]+)";

    private static final String D = "([零〇一二三四五六七八九]+)";

    /** What is counted, and how it is written; a single 一 before the later ones is no number. */
    private static final String MEASURED = "毫克|毫升|微克|单位|公斤|千克|克|斤|厘米|毫米|毫摩尔|片|粒|颗|支|滴|袋";

    private static final String COUNTED = "个月|个小时|个星期|个礼拜|小时|分钟|星期|天|周|年|岁|次|下|米|层|床|号";

    private static final Pattern PERCENT = Pattern.compile("百分之" + N + "(?:点" + D + ")?");
    private static final Pattern DEGREES =
            Pattern.compile(N + "(?:点" + D + ")?度(?:(半)|([零一二三四五六七八九]))?");
    private static final Pattern PAIR = Pattern.compile(N + "(?:比|杠|斜杠|除以)" + N);
    private static final Pattern PAIR_TO = Pattern.compile(N + "[到至]" + N);
    private static final Pattern AMOUNT =
            Pattern.compile(N + "(?:点" + D + ")?(半)?(" + MEASURED + "|" + COUNTED + ")");
    private static final Pattern DECIMAL = Pattern.compile(N + "点" + D);
    private static final Pattern RUN = Pattern.compile(N);

    /** Behind a digit these make it an amount of its own: 三十八度三天. */
    private static final Pattern AMOUNT_FOLLOWS =
            Pattern.compile(
                    "^(?:"
                            + MEASURED
                            + "|"
                            + COUNTED
                            + "|个|月|点|分|["
                            + MandarinNumber.CHARACTERS
                            + "])");

    private final String text;
    private final int[] wordAt;

    /** Something found: up to which character, and how it is written. */
    record Found(int end, String written) {}

    private Mandarin(List<String> words) {
        this.text = String.join("", words);
        this.wordAt = new int[text.length() + 1];
        int at = 0;
        for (int w = 0; w < words.size(); w++) {
            for (int i = 0; i < words.get(w).length(); i++) {
                wordAt[at++] = w;
            }
        }
        wordAt[at] = words.size();
    }

    static List<Written> read(List<String> words) {
        return new Mandarin(words).all();
    }

    private List<Written> all() {
        var spans = new ArrayList<Span>();
        int at = 0;
        while (at < text.length()) {
            var found = starts(at) ? find(at) : null;
            if (found != null) {
                spans.add(new Span(at, found));
                at = found.end();
            } else {
                at = isNumeral(at) ? afterRun(at) : at + 1;
            }
        }
        return inWords(spans);
    }

    private record Span(int from, Found found) {}

    /** Whole words are exchanged: what stands beside a number in its word is kept. */
    private List<Written> inWords(List<Span> spans) {
        var all = new ArrayList<Written>();
        int done = 0;
        for (int i = 0; i < spans.size(); ) {
            int first = wordAt[spans.get(i).from()];
            int from = starting(first);
            var written = new StringBuilder();
            do {
                var span = spans.get(i++);
                written.append(text, from, span.from()).append(span.found().written());
                from = span.found().end();
                done = wordAt[from - 1] + 1;
            } while (i < spans.size() && wordAt[spans.get(i).from()] < done);
            written.append(text, from, starting(done));
            all.add(new Written(first, done, written.toString()));
        }
        return all;
    }

    private int starting(int word) {
        int at = 0;
        while (wordAt[at] < word) {
            at++;
        }
        return at;
    }

    private boolean starts(int at) {
        return isNumeral(at) || "百凌早上中下傍晚".indexOf(text.charAt(at)) >= 0;
    }

    private boolean isNumeral(int at) {
        return MandarinNumber.CHARACTERS.indexOf(text.charAt(at)) >= 0;
    }

    private int afterRun(int at) {
        int end = at;
        while (end < text.length() && isNumeral(end)) {
            end++;
        }
        return end;
    }

    private @Nullable Found find(int at) {
        Found found = null;
        for (var form :
                List.<Form>of(
                        this::percent,
                        this::degrees,
                        this::date,
                        this::clock,
                        this::pressure,
                        this::amount,
                        this::decimal,
                        this::bare)) {
            found = found == null ? form.at(at) : found;
        }
        return found;
    }

    private @Nullable Found date(int at) {
        return MandarinTimes.date(text, at);
    }

    private @Nullable Found clock(int at) {
        return MandarinTimes.clock(text, at);
    }

    private interface Form {
        @Nullable Found at(int at);
    }

    private @Nullable Found percent(int at) {
        var m = here(PERCENT, at);
        var value = m == null ? null : decimal(m.group(1), m.group(2));
        return m == null || value == null ? null : new Found(m.end(), value + "%");
    }

    private @Nullable Found degrees(int at) {
        var m = here(DEGREES, at);
        var whole = m == null ? OptionalLong.empty() : MandarinNumber.read(m.group(1));
        if (m == null || whole.isEmpty()) {
            return null;
        }
        int end = m.end();
        var tenth = m.group(2) == null ? "" : MandarinNumber.digits(m.group(2));
        if (m.group(2) == null && m.group(3) != null) {
            tenth = "5";
        } else if (m.group(4) != null) {
            if (m.group(2) != null || AMOUNT_FOLLOWS.matcher(text.substring(end)).find()) {
                end--;
            } else {
                tenth = MandarinNumber.digits(m.group(4));
            }
        }
        var value = whole.getAsLong() + (tenth.isEmpty() ? "" : "." + tenth);
        return Written.isCelsius(Double.parseDouble(value))
                ? new Found(end, value + " ℃")
                : new Found(end, value + " 度");
    }

    private @Nullable Found pressure(int at) {
        var said = here(PAIR, at);
        if (said == null && (text.contains("血压") || text.contains("高压"))) {
            said = here(PAIR_TO, at);
        }
        if (said != null) {
            var upper = MandarinNumber.read(said.group(1));
            var lower = MandarinNumber.read(said.group(2));
            if (upper.isPresent()
                    && lower.isPresent()
                    && Written.isPressure(upper.getAsLong(), lower.getAsLong())) {
                return new Found(said.end(), upper.getAsLong() + "/" + lower.getAsLong());
            }
        }
        var run = here(RUN, at);
        return run == null ? null : together(run.group(1), at);
    }

    /** 一百四十九十: two numbers that are none together, cut where both halves can be. */
    private @Nullable Found together(String run, int at) {
        if (MandarinNumber.read(run).isPresent() || !MandarinNumber.digits(run).isEmpty()) {
            return null;
        }
        for (int cut = 1; cut < run.length(); cut++) {
            var upper = MandarinNumber.read(run.substring(0, cut));
            var lower = MandarinNumber.read(run.substring(cut));
            if (upper.isPresent()
                    && lower.isPresent()
                    && Written.isPressure(upper.getAsLong(), lower.getAsLong())) {
                return new Found(at + run.length(), upper.getAsLong() + "/" + lower.getAsLong());
            }
        }
        return null;
    }

    private @Nullable Found amount(int at) {
        var m = here(AMOUNT, at);
        var value = m == null ? null : decimal(m.group(1), m.group(2));
        if (m == null || value == null || m.group(3) != null) {
            return null;
        }
        boolean one = m.group(1).equals("一") && m.group(2) == null;
        if (one && m.group(4).matches(COUNTED)) {
            return null;
        }
        return new Found(
                m.end(),
                value
                        + switch (m.group(4)) {
                            case "毫克" -> " mg";
                            case "毫升" -> " ml";
                            case "微克" -> " μg";
                            case "克" -> " g";
                            case "公斤", "千克" -> " kg";
                            case "厘米" -> " cm";
                            case "毫米" -> " mm";
                            default -> m.group(4);
                        });
    }

    private @Nullable Found decimal(int at) {
        var m = here(DECIMAL, at);
        var value = m == null ? null : decimal(m.group(1), m.group(2));
        if (m == null
                || value == null
                || AMOUNT_FOLLOWS.matcher(text.substring(m.end())).find()
                // 一点一点 is bit by bit, 有一点三 is not seen
                || m.group(1).equals("一") && m.group(2).equals("一")) {
            return null;
        }
        return new Found(m.end(), value);
    }

    private @Nullable Found bare(int at) {
        var run = here(RUN, at);
        if (run == null) {
            return null;
        }
        var digits = MandarinNumber.digits(run.group(1));
        if (digits.length() >= 3) {
            return new Found(run.end(), digits);
        }
        var value = MandarinNumber.read(run.group(1));
        return value.isPresent() && value.getAsLong() > 10 && !precededByOrder(at)
                ? new Found(run.end(), String.valueOf(value.getAsLong()))
                : null;
    }

    private boolean precededByOrder(int at) {
        return at > 0 && "第几".indexOf(text.charAt(at - 1)) >= 0;
    }

    private static @Nullable String decimal(String whole, @Nullable String tenths) {
        var value = MandarinNumber.read(whole);
        return value.isEmpty()
                ? null
                : value.getAsLong() + (tenths == null ? "" : "." + MandarinNumber.digits(tenths));
    }

    private @Nullable Matcher here(Pattern form, int at) {
        return here(form, text, at);
    }

    static @Nullable Matcher here(Pattern form, String text, int at) {
        var matcher = form.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher : null;
    }
}
