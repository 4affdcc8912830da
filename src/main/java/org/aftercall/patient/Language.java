package org.aftercall.patient;

import java.util.Locale;

/** The language in which a patient is spoken to. */
public enum Language {
    ZH("zh", Locale.SIMPLIFIED_CHINESE),
    EN("en", Locale.ENGLISH);

    private final String code;
    private final Locale locale;

    Language(String code, Locale locale) {
        this.code = code;
        this.locale = locale;
    }

    /** The BCP 47 code: {@code zh} or {@code en}. */
    public String code() {
        return code;
    }

    public Locale locale() {
        return locale;
    }
}
