package org.aftercall.bench;

import java.util.stream.IntStream;
import org.aftercall.dialer.pacing.FloorPeople;
import org.aftercall.dialer.pacing.FloorPolicy;
import org.aftercall.dialer.pacing.Tally;
import org.aftercall.staff.StaffId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a floor begins its shift with: a list, its patients, and the half hour before. */
final class FloorStock {
    /** Who was called before; nobody calls her any more. */
    private static final int EARLIER = -1;

    private final JdbcClient db;

    FloorStock(JdbcClient db) {
        this.db = db;
    }

    /** Owed in this order; the last digits of the number choose what becomes of a call. */
    void owe(FloorPeople people, int many) {
        owe(IntStream.range(0, many).toArray(), people);
    }

    private void owe(int[] which, FloorPeople people) {
        // The same number comes again after 100 others: so many persons of a kind has the network.
        db.sql(
                        """
                        WITH new AS MATERIALIZED (
                            SELECT uuidv7() AS id, uuidv7() AS stay, n, '+861000000' || lpad(mod(n + 100, 100)::text, 2, '0')
                                   || lpad(manner::text, 2, '0') AS number
                            FROM unnest(:which::int[], :manners::int[]) AS who (n, manner)),
                        person AS (
                            INSERT INTO patient.patient (id, name, sex) SELECT id, 'Floor ' || n, 'FEMALE' FROM new RETURNING id),
                        reach AS (
                            INSERT INTO patient.contact (id, patient_id, relation, number, rank)
                            SELECT uuidv7(), id, 'SELF', number, 1 FROM new RETURNING id),
                        stay AS (
                            INSERT INTO patient.encounter (id, patient_id, admission_no, department, discharged_on)
                            SELECT stay, id, 'F' || n, 'Floor', current_date - 2 FROM new RETURNING id)
                        INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at)
                        SELECT uuidv7(), (SELECT id FROM worklist.worklist ORDER BY created_at LIMIT 1), id, stay, 'Floor',
                               now() - interval '1 day' + n * interval '1 second', now() - interval '1 day' + n * interval '1 second'
                        FROM new
                        """)
                .param("which", which)
                .param("manners", IntStream.of(which).map(n -> people.person(n).manner()).toArray())
                .update();
    }

    /** Last, so that what the house learns of a list is there when it first looks. */
    void open(FloorPolicy policy) {
        // Whoever was not reached is called on another day: everybody is met once.
        db.sql(
                        """
                        UPDATE worklist.retry_rule SET delay_minutes = 1440, other_part_of_day = false
                        WHERE disposition IN ('BUSY', 'NO_ANSWER')
                        """)
                .update();
        db.sql(
                        """
                        UPDATE worklist.worklist SET mode = :mode, max_abandon_percent = :cap, ring_seconds = :ring
                        """)
                .param("mode", policy.mode().name())
                .param("cap", policy.cap())
                .param("ring", FloorPeople.RING)
                .update();
    }

    void close() {
        db.sql("UPDATE worklist.worklist SET paused = true, paused_why = 'The bench is over'")
                .update();
        db.sql("UPDATE staff.member SET presence = 'OFFLINE', afterwards = NULL").update();
    }

    /**
     * Calls of other people, spread evenly over the half hour that ends now: so many answered, so
     * many abandoned, and those in vain that belong to them.
     */
    void before(Tally calls, FloorPeople people, StaffId nurse) {
        owe(new int[] {EARLIER}, people);
        int taken = calls.answered() - calls.abandoned();
        var wrapUps = IntStream.range(0, taken).mapToDouble(i -> people.person(-2 - i).wrapUp());
        earlier(nurse, wrapUps.toArray(), "true", "true");
        earlier(nurse, new double[calls.abandoned()], "true", "false");
        int vain = (int) (calls.answered() * (1 / FloorPeople.ANSWER - 1));
        earlier(nurse, new double[vain], "false", "true");
        db.sql(
                        """
                        UPDATE worklist.task t SET state = 'DONE', closed_at = now()
                        FROM patient.patient p WHERE p.id = t.patient_id AND p.name = 'Floor ' || :n
                        """)
                .param("n", EARLIER)
                .update();
    }

    private void earlier(StaffId nurse, double[] wrapUps, String answered, String taken) {
        db.sql(
                        """
                        WITH moments AS MATERIALIZED (
                            SELECT gen_random_uuid() AS id, wrap_up * interval '1 second' AS wrap_up,
                                   now() - interval '30 minutes' * (1 - (i - 0.5) / :many) AS at
                            FROM unnest(:wrapUps::float8[]) WITH ORDINALITY AS u (wrap_up, i)),
                        placed AS (
                            INSERT INTO call.call (id, number, ring_seconds, recorded, placed_at, dialed_at, answered_at,
                                                   abandoned_at, ended_at, result, rang)
                            SELECT id, '+861000000000', 10, false, at - interval '2 seconds', at - interval '2 seconds',
                                   CASE WHEN %1$s THEN at END,
                                   CASE WHEN %1$s AND NOT %2$s THEN at + interval '1.75 seconds' END,
                                   at + interval '2 seconds', CASE WHEN %1$s THEN 'ANSWERED' ELSE 'NO_ANSWER' END, true
                            FROM moments RETURNING id)
                        INSERT INTO dialer.attempt (id, task_id, patient_id, contact_id, staff_id, taken_at, call_id, number_of,
                                                    ordered_at, ended_at, reached, settled_at, disposition)
                        SELECT gen_random_uuid(), t.id, p.id, c.id, CASE WHEN %2$s THEN :nurse::uuid END,
                               CASE WHEN %2$s THEN at END, m.id, 0, at - interval '2 seconds', at + interval '2 seconds', %1$s,
                               at + interval '2 seconds' + wrap_up,
                               CASE WHEN NOT %1$s THEN 'NO_ANSWER' WHEN %2$s THEN 'COMPLETED_ROUTINE' ELSE 'ABANDONED' END
                        FROM moments m, patient.patient p JOIN patient.contact c ON c.patient_id = p.id
                        JOIN worklist.task t ON t.patient_id = p.id WHERE p.name = 'Floor ' || :n
                        """
                                .formatted(answered, taken))
                .param("many", Math.max(1, wrapUps.length))
                .param("wrapUps", wrapUps)
                .param("nurse", nurse.value())
                .param("n", EARLIER)
                .update();
    }
}
