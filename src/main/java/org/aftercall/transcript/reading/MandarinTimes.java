package org.aftercall.transcript.reading;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.aftercall.transcript.reading.Mandarin.Found;
import org.jspecify.annotations.Nullable;

/** Reads Chinese years, days and times of day where they begin in a text. */
final class MandarinTimes {
    private static final Pattern YEAR = Pattern.compile("([零〇一二三四五六七八九]{4}|[零〇一二三四五六七八九]{2})年");
    private static final Pattern DAY = Pattern.compile(Mandarin.N + "月(?:" + Mandarin.N + "[号日])?");
    private static final Pattern CLOCK =
            Pattern.compile(
                    "(凌晨|早上|上午|中午|下午|傍晚|晚上)?"
                            + Mandarin.N
                            + "点(?:(半)|(一刻)|(三刻)|"
                            + Mandarin.N
                            + "(分)?|(钟|整))?(?!儿)");

    private MandarinTimes() {}

    static @Nullable Found date(String text, int at) {
        var year = Mandarin.here(YEAR, text, at);
        // 三四年 are some years, 九五年 is one.
        if (year != null && (year.group(1).length() == 4 || year.group(1).matches("[七八九].|零."))) {
            return new Found(year.end(), MandarinNumber.digits(year.group(1)) + "年");
        }
        var day = Mandarin.here(DAY, text, at);
        if (day == null) {
            return null;
        }
        var month = MandarinNumber.read(day.group(1));
        if (month.isEmpty() || month.getAsLong() < 1 || month.getAsLong() > 12) {
            return null;
        }
        var written = month.getAsLong() + "月";
        var of = day.group(2) == null ? OptionalLong.empty() : MandarinNumber.read(day.group(2));
        if (of.isPresent() && of.getAsLong() >= 1 && of.getAsLong() <= 31) {
            return new Found(day.end(), written + of.getAsLong() + "日");
        }
        return new Found(day.end(1) + 1, written);
    }

    static @Nullable Found clock(String text, int at) {
        var m = Mandarin.here(CLOCK, text, at);
        var hour = m == null ? OptionalLong.empty() : MandarinNumber.read(m.group(2));
        if (m == null || hour.isEmpty() || hour.getAsLong() > 24) {
            return null;
        }
        var part = m.group(1) == null ? before(text, at) : m.group(1);
        boolean sure =
                part != null
                        || m.group(3) != null
                        || m.group(4) != null
                        || m.group(5) != null
                        || m.group(7) != null
                        || m.group(8) != null;
        if (!sure) {
            return null;
        }
        long minutes = 0;
        int end = m.end();
        if (m.group(3) != null) {
            minutes = 30;
        } else if (m.group(4) != null) {
            minutes = 15;
        } else if (m.group(5) != null) {
            minutes = 45;
        } else if (m.group(6) != null) {
            var said = MandarinNumber.read(m.group(6).replaceFirst("^零(?=.)", ""));
            if (said.isEmpty() || said.getAsLong() > 59) {
                return null;
            }
            if (m.group(7) == null && said.getAsLong() < 10 && !m.group(6).startsWith("零")) {
                // 三点五 without 分
                return null;
            }
            minutes = said.getAsLong();
        }
        return new Found(
                end,
                (m.group(1) == null ? "" : m.group(1))
                        + "%d:%02d".formatted(hour.getAsLong(), minutes));
    }

    private static @Nullable String before(String text, int at) {
        return at >= 2 && text.substring(at - 2, at).matches("凌晨|早上|上午|中午|下午|傍晚|晚上")
                ? text.substring(at - 2, at)
                : null;
    }
}
