package org.aftercall.worklist;

/** The heaps the desk sorts tasks into, as conditions on task t and their order. */
enum DeskTab {
    DUE(Sorted.DUE, "t.next_at, t.id"),
    /** Due for a day and more. */
    OVERDUE(
            Sorted.DUE + " AND t.next_at <= CAST(:now AS timestamptz) - interval '24 hours'",
            "t.next_at, t.id"),
    WAITING(
            "t.closed_at IS NULL AND t.referred_at IS NULL AND (t.callback_at IS NULL AND t.next_at > :now AND t.state <> 'HELD' OR "
                    + Sorted.RESTS
                    + ")",
            "t.next_at, t.id"),
    CALLBACK(
            "t.closed_at IS NULL AND t.callback_at IS NOT NULL AND NOT " + Sorted.RESTS,
            "t.next_at, t.id"),
    /** Of the patients that were asked for, whatever else holds for them. */
    OF_PATIENTS(
            "t.closed_at IS NULL AND t.patient_id = ANY(CAST(:patients AS uuid[]))",
            "t.next_at, t.id"),
    SUPERVISOR("t.closed_at IS NULL AND t.referred_at IS NOT NULL", "t.referred_at, t.id"),
    /** Nobody calls these any more, though nobody said so: for the ward to look after. */
    LOST(Sorted.LOST, "t.closed_at DESC, t.id"),
    DONE("t.closed_at >= :today AND NOT (" + Sorted.LOST + ")", "t.closed_at DESC, t.id");

    static final String RESTS = Sorted.RESTS;

    private final String where;
    private final String order;

    DeskTab(String where, String order) {
        this.where = where;
        this.order = order;
    }

    String where() {
        return where;
    }

    String order() {
        return order;
    }

    private static final class Sorted {
        /** Of the few who are not to be called at all; nothing of theirs is due. */
        static final String RESTS =
                "t.patient_id IN (SELECT r.id FROM patient.patient r WHERE r.suspended IS NOT NULL OR r.do_not_call)";

        /** Tried often enough, or at no number that is right; a month is time enough to act. */
        static final String LOST =
                """
                t.state = 'GIVEN_UP' AND t.closed_at > CAST(:now AS timestamptz) - interval '30 days'
                AND (t.closed_why IN ('maxAttempts', 'noNumberLeft')
                     OR t.closed_why = 'stopped'
                        AND t.last_disposition IN ('NUMBER_INVALID', 'FAX_OR_BUSINESS', 'WRONG_PERSON'))\
                """;

        static final String DUE =
                "t.closed_at IS NULL AND t.referred_at IS NULL AND t.callback_at IS NULL AND (t.next_at <= :now OR t.state = 'HELD') AND NOT "
                        + RESTS;
    }
}
