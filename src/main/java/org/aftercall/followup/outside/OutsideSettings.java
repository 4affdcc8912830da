package org.aftercall.followup.outside;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where alerts are told outside the house. Prints the host only: what follows it may be a secret.
 *
 * @param url to which each message is posted; without it nothing is told outside
 * @param secret with which each message is signed; the gateway has the same
 * @param retry after the first failure; each further one doubles it
 * @param retryMost what it never exceeds
 * @param giveUp when a message that cannot be delivered is not tried any more
 */
@ConfigurationProperties("aftercall.escalation.outside")
public record OutsideSettings(
        @DefaultValue("") String url,
        @DefaultValue("") String secret,
        @DefaultValue("10s") Duration retry,
        @DefaultValue("10m") Duration retryMost,
        @DefaultValue("24h") Duration giveUp) {
    private static final String NAME = "aftercall.escalation.outside.";
    private static final int SHORTEST_SECRET = 16;
    private static final int HIGHEST_PORT = 65_535;

    public OutsideSettings {
        url = url.strip();
        secret = secret.strip();
        if (!url.isEmpty()) {
            var address = read(url);
            if (address == null
                    || address.getHost() == null
                    || address.getPort() > HIGHEST_PORT
                    || !("" + address.getScheme()).matches("https?")) {
                throw wrong("url", "write it as https://gateway.hospital/alerts");
            }
            if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
                throw wrong(
                        "url",
                        "leave out the name, password or fragment; a message proves where it comes"
                                + " from by its signature");
            }
            if (secret.length() < SHORTEST_SECRET) {
                throw wrong(
                        "secret",
                        "write at least 16 characters, which the gateway has, too; openssl rand"
                                + " -hex 32 makes some");
            }
        }
        positive("retry", retry);
        positive("retry-most", retryMost);
        positive("give-up", giveUp);
    }

    private static @Nullable URI read(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static void positive(String name, Duration time) {
        if (!time.isPositive()) {
            throw wrong(name, "write a time above 0, as 10m");
        }
    }

    /** Never with what was written: it may hold the gateway's own token. */
    private static IllegalArgumentException wrong(String name, String mend) {
        return new IllegalArgumentException(NAME + name + ": " + mend);
    }

    /** Whether anything is told outside. */
    public boolean used() {
        return !url.isEmpty();
    }

    /** Whom a person would name; empty without a gateway. */
    public String host() {
        return used() ? URI.create(url).getHost() : "";
    }

    /** To be asked for only where it is used. */
    public Gateway open() {
        return new Gateway(URI.create(url), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Before the next try of what failed so many times. */
    public Duration pause(int failures) {
        var pause = retry;
        for (int i = 1; i < failures && pause.compareTo(retryMost) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(retryMost) < 0 ? pause : retryMost;
    }

    @Override
    public String toString() {
        return "OutsideSettings[" + host() + "]";
    }
}
