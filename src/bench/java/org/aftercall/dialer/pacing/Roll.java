package org.aftercall.dialer.pacing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be called: in the order they fell due, or, of the two hundred who have been due
 * longest, whoever most likely answers at this hour. Who did not answer is due again after three
 * hours, at most four times.
 */
final class Roll {
    private static final int LOOK_AHEAD = 200;
    private static final int ATTEMPTS = 4;
    private static final double AGAIN_AFTER = 3 * 3600;

    /** After so long a wait somebody counts twice as likely, so that nobody is put off for good. */
    private static final double PATIENCE = 4 * 3600;

    private final People people;
    private final boolean byChance;
    private final List<Due> front = new ArrayList<>();
    private final ArrayDeque<Due> behind = new ArrayDeque<>();
    private final PriorityQueue<Due> later =
            new PriorityQueue<>(Comparator.comparingDouble((Due d) -> d.since));
    private int patients;

    /** One patient of the list. */
    static final class Due {
        final int patient;
        final double[] truth;
        final double[] learned;
        int attempts;
        double since;

        Due(People people, int patient, double since) {
            this.patient = patient;
            this.truth = people.truth(patient);
            this.learned = people.learned(patient);
            this.since = since;
        }
    }

    Roll(People people, boolean byChance) {
        this.people = people;
        this.byChance = byChance;
    }

    /** New discharges of a morning. */
    void fallDue(int count, double now) {
        for (int i = 0; i < count; i++) {
            behind.add(new Due(people, patients++, now));
        }
    }

    @Nullable Due next(int hour, double now) {
        int best = best(hour, now);
        return best < 0 ? null : front.remove(best);
    }

    /** Learned chance that whoever is next answers. */
    double chance(int hour, double now) {
        if (!byChance) {
            return people.known(hour);
        }
        int best = best(hour, now);
        return best < 0 ? people.known(hour) : front.get(best).learned[hour];
    }

    void missed(Due due, double now) {
        if (++due.attempts < ATTEMPTS) {
            due.since = now + AGAIN_AFTER;
            later.add(due);
        }
    }

    private int best(int hour, double now) {
        while (!later.isEmpty() && later.peek().since <= now) {
            behind.addFirst(later.remove());
        }
        while (front.size() < (byChance ? LOOK_AHEAD : 1) && !behind.isEmpty()) {
            front.add(behind.remove());
        }
        int best = front.isEmpty() ? -1 : 0;
        double worth = -1;
        for (int i = 0; byChance && i < front.size(); i++) {
            var due = front.get(i);
            double its = due.learned[hour] * (1 + (now - due.since) / PATIENCE);
            if (its > worth) {
                worth = its;
                best = i;
            }
        }
        return best;
    }
}
