package org.aftercall.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a call waits for, summed over all calls. */
final class Lap {
    private static final List<String> NAMES =
            List.of("claim", "order", "answer committed", "end committed", "settle");
    private static final LongAdder[] SUMS =
            NAMES.stream().map(_ -> new LongAdder()).toArray(LongAdder[]::new);
    private long last;

    Lap(long now) {
        last = now;
    }

    void of(int which) {
        long now = System.nanoTime();
        SUMS[which].add(now - last);
        last = now;
    }

    static void forget() {
        for (var sum : SUMS) {
            sum.reset();
        }
    }

    static String shares() {
        double all = Arrays.stream(SUMS).mapToLong(LongAdder::sum).sum();
        var shares = new ArrayList<String>();
        for (int i = 0; i < SUMS.length; i++) {
            shares.add("%s %.0f %%".formatted(NAMES.get(i), 100 * SUMS[i].sum() / all));
        }
        return String.join(", ", shares);
    }
}
