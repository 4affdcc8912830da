package org.aftercall.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Says every few seconds how far it came, and how long the rest will take at that pace. */
final class Progress {
    private static final Duration BREATH = Duration.ofSeconds(10);

    private final String what;
    private final long all;
    private final Instant began = Instant.now();
    private Instant said = began;

    Progress(String what, long all) {
        this.what = what;
        this.all = all;
    }

    void at(long done, String more) {
        var now = Instant.now();
        if (Duration.between(said, now).compareTo(BREATH) < 0 && done < all || done == 0) {
            return;
        }
        said = now;
        var took = Duration.between(began, now);
        var left = took.multipliedBy(Math.max(0, all - done)).dividedBy(Math.max(1, done));
        System.out.printf(
                Locale.ROOT,
                "  %,d of %,d %s after %s, about %s left%s%n",
                done,
                all,
                what,
                words(took),
                words(left),
                more.isEmpty() ? "" : "; " + more);
    }

    static String words(Duration d) {
        return d.toMinutes() >= 2 ? d.toMinutes() + " min" : d.toSeconds() + " s";
    }
}
