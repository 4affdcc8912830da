package org.aftercall.intake;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a cell says once spreadsheet habits are taken off it. */
final class Cells {
    static final int LONGEST = 2000;

    private static final String BLANK =
            "[\\s\\u00a0\\u3000\\ufeff\\u200b-\\u200f\\u202a-\\u202e\\u2060]+";
    private static final Pattern EDGES = Pattern.compile("^" + BLANK + "|" + BLANK + "$");
    private static final Pattern AS_TEXT = Pattern.compile("=\"([^\"]*)\"");
    private static final Pattern EXCEL_ERROR =
            Pattern.compile("#(VALUE!|N/A|REF!|NAME\\?|DIV/0!|NULL!|NUM!|SPILL!)|#{3,}");
    private static final Pattern CALL =
            Pattern.compile("[+-]\\s*[A-Za-z.]+\\s*\\(.*", Pattern.DOTALL);
    private static final Pattern SCIENTIFIC =
            Pattern.compile("([0-9](?:\\.[0-9]+)?)[eE]\\+?([0-9]{1,3})");
    private static final Pattern WHOLE_FLOAT = Pattern.compile("([0-9]+)\\.0+");
    private static final Set<String> NOTHING =
            Set.of(
                    "-", "--", "---", "—", "——", "－", "/", "\\", "无", "空", "未知", "不详", "n/a", "na",
                    "null", "none", "nan", "nil", ".");

    private Cells() {}

    /** What was found instead of a value. */
    record Found(String text, Optional<String> fault) {
        static Found text(String text) {
            return new Found(text, Optional.empty());
        }

        static Found fault(String code) {
            return new Found("", Optional.of(code));
        }
    }

    /** The text, empty where the cell says nothing; or the code of a fault. */
    static Found read(String raw) {
        if (raw.length() > LONGEST) {
            return Found.fault("cell.long");
        }
        var text = trimmed(raw);
        var asText = AS_TEXT.matcher(text);
        if (asText.matches()) {
            text = trimmed(asText.group(1));
        }
        if (text.startsWith("'")) {
            text = trimmed(text.substring(1));
        }
        if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
            return Found.text("");
        }
        if (EXCEL_ERROR.matcher(text).matches()) {
            return Found.fault("cell.excel");
        }
        if (text.chars()
                .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            return Found.fault("cell.control");
        }
        return formula(text);
    }

    private static Found formula(String text) {
        if (text.isEmpty()) {
            return Found.text(text);
        }
        char first = text.charAt(0);
        if (first == '=' || first == '@' || first == '＝' || first == '＠') {
            return Found.fault("cell.formula");
        }
        if (first == '+' || first == '-') {
            if (text.contains("|") || text.contains("!") || CALL.matcher(text).matches()) {
                return Found.fault("cell.formula");
            }
            // A bullet before a diagnosis; a sign before a number is part of it.
            if (text.length() > 1 && !Character.isDigit(text.charAt(1)) && text.charAt(1) != '(') {
                return read(text.replaceFirst("^[+\\-\\s]+", ""));
            }
        }
        return Found.text(text);
    }

    /**
     * A number that went through a spreadsheet: full-width digits, 13800138000.0, 1.3800138000E10.
     * Empty when digits were lost on the way, as in 1.38E+10.
     */
    static Optional<String> digits(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        var whole = WHOLE_FLOAT.matcher(plain);
        if (whole.matches()) {
            return Optional.of(whole.group(1));
        }
        var scientific = SCIENTIFIC.matcher(plain);
        if (!scientific.matches()) {
            return Optional.of(plain);
        }
        var significant = scientific.group(1).replace(".", "").length();
        int exponent = Integer.parseInt(scientific.group(2));
        if (significant < exponent + 1) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain).toBigInteger().toString());
    }

    private static String trimmed(String raw) {
        return EDGES.matcher(raw).replaceAll("");
    }
}
