package org.aftercall.transcript.reading;

import java.util.OptionalLong;

/** Reads a whole number in Chinese characters, or finds that it is none. */
final class MandarinNumber {
    /** Every character that may stand in a number. */
    static final String CHARACTERS = "零〇一二两三四五六七八九十百千万幺";

    private static final String UNITS = "万千百十";
    private static final long[] WORTH = {10_000, 1_000, 100, 10};
    private static final int TEN = 3;

    private MandarinNumber() {}

    /**
     * @return empty for what is no one number: {@code 三四}, {@code 千万}, {@code 一百四十九十}
     */
    static OptionalLong read(String text) {
        if (text.equals("零") || text.equals("〇")) {
            return OptionalLong.of(0);
        }
        long value = read(text, 0);
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Digits one after the other, as telephone numbers and years are said; else empty. */
    static String digits(String text) {
        var digits = new StringBuilder();
        for (char c : text.toCharArray()) {
            int digit = digit(c);
            if (digit < 0 || c == '两') {
                return "";
            }
            digits.append(digit);
        }
        return digits.toString();
    }

    private static int digit(char c) {
        return switch (c) {
            case '零', '〇' -> 0;
            case '一', '幺' -> 1;
            case '二', '两' -> 2;
            case '三' -> 3;
            case '四' -> 4;
            case '五' -> 5;
            case '六' -> 6;
            case '七' -> 7;
            case '八' -> 8;
            case '九' -> 9;
            default -> -1;
        };
    }

    /**
     * @param highest the highest unit that may still come
     */
    private static long read(String text, int highest) {
        for (int unit = highest; unit < WORTH.length; unit++) {
            int sign = text.indexOf(UNITS.charAt(unit));
            if (sign >= 0) {
                long many = many(text.substring(0, sign), unit);
                long rest = rest(text.substring(sign + 1), unit);
                return many < 0 || rest < 0 ? -1 : many * WORTH[unit] + rest;
            }
        }
        int only = text.length() == 1 && text.charAt(0) != '幺' ? digit(text.charAt(0)) : 0;
        return only == 0 ? -1 : only;
    }

    private static long many(String left, int unit) {
        if (left.isEmpty()) {
            // 十五 needs no 一; 百, 千 and 万 do.
            return unit == TEN ? 1 : -1;
        }
        return unit == 0 ? read(left, 1) : left.length() == 1 ? read(left, WORTH.length) : -1;
    }

    private static long rest(String right, int unit) {
        if (right.isEmpty()) {
            return 0;
        }
        long next = WORTH[unit] / 10;
        if (right.charAt(0) == '零') {
            // 一百零四
            long value = read(right.substring(1), unit + 1);
            return value > 0 && value < next ? value : -1;
        }
        long value = read(right, unit + 1);
        if (right.length() == 1 && value > 0) {
            // 一百四 is 140.
            return value < 10 ? value * next : value;
        }
        return value >= next ? value : -1;
    }
}
