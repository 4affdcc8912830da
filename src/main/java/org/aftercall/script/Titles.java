package org.aftercall.script;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How people and days are named in speech. */
final class Titles {
    /** Family names of two characters, which are not cut in half. */
    private static final Set<String> DOUBLE =
            Set.of(
                    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒",
                    "司空", "端木", "申屠", "南宫", "东方", "独孤", "澹台", "公冶", "太史", "轩辕", "钟离", "呼延", "闻人",
                    "西门", "百里", "东郭", "拓跋", "完颜", "赫连", "第五");

    private static final int CHILD = 14;

    private Titles() {}

    /** Mr, Ms, 先生, 女士; the whole name of a child or where nothing else is known. */
    static @Nullable String title(Background background, String language) {
        var whom = background.whom();
        var name = whom.name() == null ? "" : whom.name().strip();
        if (name.isEmpty()) {
            return null;
        }
        var child = whom.age() != null && whom.age() < CHILD;
        if (child) {
            return language.equals("zh") && chinese(name) ? name + "小朋友" : name;
        }
        return switch (whom.sex()) {
            case "MALE" -> language.equals("zh") ? family(name) + "先生" : "Mr " + family(name);
            case "FEMALE" -> language.equals("zh") ? family(name) + "女士" : "Ms " + family(name);
            default -> name;
        };
    }

    static @Nullable String doctor(@Nullable String name, String language) {
        if (name == null || name.isBlank()) {
            return null;
        }
        var known = name.strip();
        if (language.equals("zh")) {
            return known.endsWith("医生") || known.endsWith("主任") || known.endsWith("大夫")
                    ? known
                    : known + "医生";
        }
        return known.toLowerCase(Locale.ROOT).startsWith("dr") ? known : "Dr " + known;
    }

    static @Nullable String day(@Nullable LocalDate day, String language) {
        if (day == null) {
            return null;
        }
        return language.equals("zh")
                ? day.getMonthValue() + "月" + day.getDayOfMonth() + "日"
                : day.getDayOfMonth()
                        + " "
                        + day.getMonth()
                                .getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH);
    }

    /** 3天, 3 days ago; null where the day is not known or to come. */
    static @Nullable String since(@Nullable LocalDate day, LocalDate today, String language) {
        if (day == null || day.isAfter(today)) {
            return null;
        }
        var days = ChronoUnit.DAYS.between(day, today);
        if (language.equals("zh")) {
            return days == 0 ? "不到一天" : days + "天";
        }
        return days == 0 ? "today" : days == 1 ? "yesterday" : days + " days ago";
    }

    private static String family(String name) {
        if (!chinese(name)) {
            return name.substring(name.lastIndexOf(' ') + 1);
        }
        var two = name.length() > 2 && DOUBLE.contains(name.substring(0, 2));
        return name.substring(0, two ? 2 : 1);
    }

    private static boolean chinese(String name) {
        return Character.UnicodeScript.of(name.codePointAt(0)) == Character.UnicodeScript.HAN;
    }
}
