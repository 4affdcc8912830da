package org.aftercall.worklist;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can stand between a task and a ringing telephone, in the order in which it is told: first
 * what waiting cannot mend. The conditions are the one truth: who hands out tasks, who explains why
 * none is handed out, and who shows whom a list would call next all ask these.
 *
 * <p>SQL over task t, list w and patient p with the parameters of {@link Moment}.
 */
enum Obstacle {
    PAUSED("w.paused_why IS NOT NULL"),
    NOT_STARTED("w.starts_on > (:now AT TIME ZONE w.zone)::date"),
    OVER("w.ends_on < (:now AT TIME ZONE w.zone)::date"),
    SUSPENDED("p.suspended IS NOT NULL"),
    DO_NOT_CALL("p.do_not_call"),
    NO_CONSENT(
            """
            (SELECT NOT c.given FROM patient.consent c WHERE c.patient_id = p.id AND c.what = 'CALLS'
             ORDER BY c.said_at DESC, c.id DESC LIMIT 1)
            """),
    REFERRED("t.referred_at IS NOT NULL"),
    IN_HAND("t.state = 'HELD' OR t.state = 'CLAIMED' AND t.claimed_until >= :now"),
    /** His telephone may have rung when a line of ours failed: law 4, so only a person dials. */
    MAY_HAVE_RUNG(
            """
            t.rang_at IS NOT NULL AND (w.mode IN ('PROGRESSIVE', 'PREDICTIVE')
                                       OR w.mode = 'PREVIEW' AND w.preview_seconds IS NOT NULL)
            """),
    CALLBACK_LATER("t.next_at > :now AND t.callback_at IS NOT NULL"),
    RETRY_LATER("t.next_at > :now AND t.callback_at IS NULL AND t.attempts > 0"),
    DUE_LATER("t.next_at > :now AND t.callback_at IS NULL AND t.attempts = 0"),
    NO_NUMBER(
            // No EXISTS: PostgreSQL would read all contacts of the house into a hash for it.
            """
            NOT coalesce((SELECT true FROM patient.contact c
                          WHERE c.patient_id = p.id AND c.invalid_at IS NULL LIMIT 1), false)
            """),
    ZONE_UNKNOWN("NOT coalesce(p.zone = ANY(:knownZones), false)"),
    WINDOW_CLOSED("NOT p.zone = ANY(:openZones)"),
    CAPPED_DAY(tried("1 day", ":perDay")),
    CAPPED_WEEK(tried("7 days", ":perWeek")),
    SAME_PATIENT(
            """
            EXISTS (SELECT FROM worklist.task other WHERE other.patient_id = t.patient_id AND other.id <> t.id
                    AND (other.state = 'HELD' OR other.state = 'CLAIMED' AND other.claimed_until >= :now))
            """),
    /** Somebody promised this callback, she is on duty, and her time with it is not yet over. */
    PROMISED(
            """
            t.callback_nurse IS NOT NULL AND t.callback_nurse IS DISTINCT FROM :nurse::uuid
            AND :now < t.callback_at + make_interval(mins => w.callback_grace_minutes)
            AND
            """
                    + keptBy("t.callback_nurse")),
    /** A supervisor gave it to somebody who is on duty. */
    ASSIGNED(
            """
            t.assigned_to IS NOT NULL AND t.assigned_to IS DISTINCT FROM :nurse::uuid AND
            """
                    + keptBy("t.assigned_to")),
    /**
     * Who talked with him last is on duty, and her time with him is not yet over. A physician who
     * called back takes nobody from a list, so nothing waits for her.
     */
    SAME_NURSE(
            """
            w.same_nurse_minutes > 0 AND t.callback_at IS NULL AND t.assigned_to IS NULL
            AND :now < t.next_at + make_interval(mins => w.same_nurse_minutes)
            AND (SELECT last.staff_id IS DISTINCT FROM :nurse::uuid AND last.staff_id IS DISTINCT FROM t.not_nurse AND
            """
                    + keptBy("last.staff_id")
                    + """
                         FROM worklist.result last
                         WHERE last.patient_id = p.id AND last.answered AND last.staff_id IS NOT NULL
                           AND (SELECT s.role <> 'PHYSICIAN' FROM staff.member s WHERE s.id = last.staff_id)
                         ORDER BY last.at DESC LIMIT 1)
                    """),
    OTHER_NURSE("t.not_nurse = :nurse");

    private final String condition;

    Obstacle(String condition) {
        this.condition = condition;
    }

    /**
     * She is on duty, so nobody else has it. Nobody in particular can do what she can do this
     * moment.
     */
    private static String keptBy(String nurse) {
        return """
        EXISTS (SELECT FROM staff.member m WHERE m.id = %s AND m.presence <> 'OFFLINE'
                AND (:nurse::uuid IS NOT NULL OR m.presence <> 'READY'))
        """
                .formatted(nurse);
    }

    /** Calls on any list and any channel count. */
    private static String tried(String within, String most) {
        return """
        (SELECT count(*) FROM worklist.result r
         WHERE r.patient_id = p.id AND r.counted AND r.at > :now - interval '%s') >= %s
        """
                .formatted(within, most);
    }

    /** What also stops a nurse who has the task in her hands; the others only order the heap. */
    private static final Set<Obstacle> AT_THE_DIAL_KEY =
            EnumSet.of(
                    PAUSED,
                    NOT_STARTED,
                    OVER,
                    SUSPENDED,
                    DO_NOT_CALL,
                    NO_CONSENT,
                    NO_NUMBER,
                    ZONE_UNKNOWN,
                    WINDOW_CLOSED,
                    CAPPED_DAY,
                    CAPPED_WEEK,
                    SAME_PATIENT);

    boolean holdsTheDialKey() {
        return AT_THE_DIAL_KEY.contains(this);
    }

    /** Message key below {@code whyNot}. */
    String code() {
        var words = name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1))
                        .collect(Collectors.joining());
    }

    /** The first obstacle's name, null when nothing is in the way. */
    static String first() {
        return Arrays.stream(values())
                .map(o -> "WHEN " + o.condition + " THEN '" + o.name() + "'")
                .collect(Collectors.joining("\n", "CASE ", " END"));
    }

    /** All obstacles' names, as an array. */
    static String all() {
        return Arrays.stream(values())
                .map(o -> "CASE WHEN " + o.condition + " THEN '" + o.name() + "' END")
                .collect(Collectors.joining(",\n", "array_remove(ARRAY[", "], NULL)"));
    }
}
