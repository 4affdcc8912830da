package org.aftercall.worklist;

/**
 * Which of the due tasks comes first, after agreed callbacks and who picked up and found nobody.
 */
public enum Ordering {
    DUE("extract(epoch FROM t.next_at)"),

    /** The part of LACE that a discharge list tells (length of stay), and old age. */
    RISK(
            """
            -(CASE WHEN e.admitted_on IS NULL THEN 0
                   WHEN e.discharged_on - e.admitted_on >= 14 THEN 7 WHEN e.discharged_on - e.admitted_on >= 7 THEN 5
                   WHEN e.discharged_on - e.admitted_on >= 4 THEN 4
                   ELSE greatest(e.discharged_on - e.admitted_on, 0) END
              + CASE WHEN coalesce(extract(year FROM age(e.discharged_on, p.birth_date)),
                                   extract(year FROM e.discharged_on) - p.birth_year) >= 75 THEN 2 ELSE 0 END)
            """),

    /** Whose 72 hours after discharge end next; those already past come after them. */
    DISCHARGE_CLOCK(
            """
            CASE WHEN e.discharged_on + 3 >= (:now AT TIME ZONE w.zone)::date THEN 0 ELSE 100000000 END
            + extract(epoch FROM e.discharged_on::timestamp)
            """),

    /**
     * For whom this hour of his is better than the rest of the day, as this hospital's own calls
     * tell.
     */
    ANSWER_PROBABILITY(
            """
            (SELECT coalesce(max((h.answered + 1.0) / (h.tried + 2)) FILTER (WHERE h.hour > wall.hour), 0.5)
                  - coalesce(max((h.answered + 1.0) / (h.tried + 2)) FILTER (WHERE h.hour = wall.hour), 0.5)
             FROM worklist.answer_hour h,
                  LATERAL (SELECT (:hours::int[])[array_position(:knownZones::text[], p.zone)] AS hour) wall
             WHERE h.age_band = least(9, floor(coalesce(extract(year FROM age(p.birth_date)),
                                                        extract(year FROM :now) - p.birth_year) / 10))::int)
            """);

    private final String rank;

    Ordering(String rank) {
        this.rank = rank;
    }

    /** An SQL number of task t, patient p, stay e and list w; the smallest comes first. */
    String rank() {
        return rank;
    }
}
