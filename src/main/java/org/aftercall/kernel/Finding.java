package org.aftercall.kernel;

/**
 * What a check found, and how to mend it.
 *
 * @param subject what was looked at within the check's topic: {@code trunk}
 * @param detail what was seen, without secrets, names or numbers of people
 * @param fix what to do about it; empty only when all is well
 */
public record Finding(String subject, Verdict verdict, String detail, String fix) {
    public enum Verdict {
        PASS,
        /** Works, but not as it should in daily work. */
        WARN,
        FAIL,
        /** Could not be looked at. */
        SKIP
    }

    public Finding {
        if ((verdict == Verdict.PASS) != fix.isBlank()) {
            throw new IllegalArgumentException(
                    "A finding that is not a pass says how to mend it, a pass does not: "
                            + subject);
        }
    }

    public static Finding pass(String subject, String detail) {
        return new Finding(subject, Verdict.PASS, detail, "");
    }

    public static Finding warn(String subject, String detail, String fix) {
        return new Finding(subject, Verdict.WARN, detail, fix);
    }

    public static Finding fail(String subject, String detail, String fix) {
        return new Finding(subject, Verdict.FAIL, detail, fix);
    }

    public static Finding skip(String subject, String detail, String fix) {
        return new Finding(subject, Verdict.SKIP, detail, fix);
    }
}
