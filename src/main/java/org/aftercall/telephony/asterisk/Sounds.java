package org.aftercall.telephony.asterisk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aftercall.telephony.Sound;

/**
 * What Asterisk says of a leg's packets in {@code CHANNEL(rtcp,all)}: {@code rx…} is what it got,
 * {@code tx…} what the far end reported of what it was sent; jitter and round trip in seconds,
 * {@code lp} and {@code rlp} packets lost, {@code rxmes} and {@code txmes} Asterisk's media
 * experience score, which is the R factor of ITU-T G.107.
 */
final class Sounds {
    /** R of a clean line in G.711, as Asterisk has it. */
    private static final double BEST = 88.1;

    private static final Pattern FIELD = Pattern.compile("([a-z]+)=([0-9.]+)");

    private Sounds() {}

    /** Empty when not one packet was counted. */
    static Optional<Sound> of(String report) {
        Map<String, Double> fields = new HashMap<>();
        FIELD.matcher(report)
                .results()
                .forEach(m -> fields.put(m.group(1), Double.parseDouble(m.group(2))));
        double received = get(fields, "rxcount");
        double sent = get(fields, "txcount");
        if (received <= 0) {
            return Optional.empty();
        }
        double loss = Math.max(loss(get(fields, "lp"), received), loss(get(fields, "rlp"), sent));
        // Of a talk of a few seconds the far end may not have reported yet: then only loss speaks.
        double score = get(fields, "rxmes") > 0 ? get(fields, "rxmes") : BEST - 2.5 * loss;
        if (get(fields, "txmes") > 0) {
            score = Math.min(score, get(fields, "txmes"));
        }
        double jitter = Math.max(get(fields, "rxjitter"), get(fields, "txjitter"));
        return Optional.of(new Sound(mos(score), round(jitter * 1_000), round(loss)));
    }

    /** ITU-T G.107, Annex B: from the R factor to the mean opinion score. */
    static double mos(double r) {
        if (r <= 0) {
            return 1;
        }
        if (r >= 100) {
            return 4.5;
        }
        return round(Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6));
    }

    private static double loss(double lost, double arrived) {
        return lost <= 0 ? 0 : 100 * lost / (lost + arrived);
    }

    private static double get(Map<String, Double> fields, String name) {
        return fields.getOrDefault(name, 0.0);
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
