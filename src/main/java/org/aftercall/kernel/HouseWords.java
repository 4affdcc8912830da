package org.aftercall.kernel;

import java.util.Locale;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.stereotype.Component;

/** What the house says, in the reader's language. */
@Component
public class HouseWords {
    private final MessageSource messages;

    HouseWords(MessageSource messages) {
        this.messages = messages;
    }

    /** The key itself where there are no words for it. */
    public String of(String key, Locale locale, Object... arguments) {
        return or(key, key, locale, arguments);
    }

    /** Of a key that brings its arguments along; it may be an argument of others, too. */
    public String of(MessageSourceResolvable told, Locale locale) {
        return messages.getMessage(told, locale);
    }

    /** Something else where there are no words for the key. */
    public String or(String otherwise, String key, Locale locale, Object... arguments) {
        return Objects.requireNonNullElse(
                messages.getMessage(key, arguments, otherwise, locale), otherwise);
    }
}
