package org.aftercall.followup;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.followup.outside.OutsideSettings;
import org.aftercall.followup.outside.Reply;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Whether who has to act on an alert is told outside the house, too. */
@Component
public class Outside {
    private static final String STATUS = "http.";

    private final Outbox outbox;
    private final Courier courier;
    private final OutsideSettings settings;
    private final HouseWords words;

    Outside(Outbox outbox, Courier courier, OutsideSettings settings, HouseWords words) {
        this.outbox = outbox;
        this.courier = courier;
        this.settings = settings;
        this.words = words;
    }

    /**
     * Alerts of which nobody was told outside.
     *
     * @param alerts how many
     * @param why the last of them was not, in the reader's words
     */
    public record Failing(Instant since, int alerts, String why) {}

    /** Empty while messages arrive, and where nobody is to be told outside. */
    public Optional<Failing> failing(Locale locale) {
        return used()
                ? outbox.failing()
                        .map(f ->
                                new Failing(
                                        f.since(), f.alerts(), words(f.reason(), words, locale)))
                : Optional.empty();
    }

    boolean used() {
        return settings.used();
    }

    /** Of the gateway; empty without one. */
    String host() {
        return settings.host();
    }

    /** What came of a message that is about nothing, in the reader's words. */
    record Tested(boolean told, String text) {}

    /** Waits at most ten seconds for the gateway. */
    Tested test(Locale locale) {
        try {
            return switch (courier.test()) {
                case null -> throw new Refusal(Refusal.Kind.CONFLICT, "outside.off");
                case Reply.Taken(var status) ->
                        new Tested(true, words.of("outside.taken", locale, "" + status));
                case Reply.Refused(var status) ->
                        new Tested(false, words(STATUS + status, words, locale));
                case Reply.NotNow(var why) -> new Tested(false, words(why, words, locale));
            };
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Tested(false, words("broken", words, locale));
        }
    }

    /**
     * @param code as it stands in the outbox
     */
    static String words(String code, HouseWords words, Locale locale) {
        return code.startsWith(STATUS)
                ? words.of("outside.http", locale, code.substring(STATUS.length()))
                : words.of("outside." + code, locale);
    }
}
