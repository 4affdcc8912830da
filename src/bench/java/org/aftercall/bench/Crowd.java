package org.aftercall.bench;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Discharged patients to whom a contact is owed, by the million, straight into the tables. */
public final class Crowd {
    private static final int BATCH = 100_000;

    private final JdbcClient db;

    public Crowd(JdbcClient db) {
        this.db = db;
    }

    /**
     * Owes a contact to so many people on the oldest list: due at any time of the last month, 19 in
     * 100 of one of twenty departments each, one in 100 of the small one; one in ten not to be
     * called for as many reasons.
     */
    public void gather(int many) {
        for (int from = 1; from <= many; from += BATCH) {
            owe(from, Math.min(many, from + BATCH - 1));
        }
        tried();
        analyze();
    }

    /** So many of those who would be called first are not to be called at all. */
    public void block(int many) {
        db.sql(
                        """
                        UPDATE patient.patient SET do_not_call = true WHERE id IN (
                            SELECT patient_id FROM worklist.task ORDER BY next_at, id LIMIT :many)
                        """)
                .param("many", many)
                .update();
        analyze();
    }

    private void owe(int from, int to) {
        db.sql(
                        """
                        WITH new AS MATERIALIZED (
                            SELECT uuidv7() AS id, uuidv7() AS stay, uuidv7() AS task, n, random() AS late,
                                   CASE WHEN n % 100 = 0 THEN 'Small' ELSE 'Department ' || n % 20 END AS department
                            FROM generate_series(:from, :to) n),
                        person AS (
                            INSERT INTO patient.patient (id, name, sex, birth_year, zone, do_not_call, suspended, suspended_at)
                            SELECT id, 'Bench ' || n, 'FEMALE', 1930 + n % 70,
                                   CASE n % 40 WHEN 3 THEN NULL ELSE 'Asia/Shanghai' END, n % 40 = 1,
                                   CASE n % 40 WHEN 2 THEN 'READMITTED' END, CASE n % 40 WHEN 2 THEN now() END
                            FROM new RETURNING id),
                        reach AS (
                            INSERT INTO patient.contact (id, patient_id, relation, number, rank)
                            SELECT uuidv7(), id, 'SELF', '+8610' || (10000000 + n), 1 FROM new RETURNING id),
                        consent AS (
                            INSERT INTO patient.consent (id, patient_id, what, given, said_at)
                            SELECT uuidv7(), id, 'RECORDING', false, now() FROM new RETURNING id),
                        stay AS (
                            INSERT INTO patient.encounter (id, patient_id, admission_no, department, discharged_on)
                            SELECT stay, id, 'B' || n, department, current_date - 2 FROM new RETURNING id)
                        INSERT INTO worklist.task (id, worklist_id, patient_id, encounter_id, department, due_at, next_at)
                        SELECT task, (SELECT id FROM worklist.worklist ORDER BY created_at LIMIT 1), id, stay, department,
                               now() - late * interval '30 days', now() - late * interval '30 days'
                        FROM new
                        """)
                .param("from", from)
                .param("to", to)
                .update();
    }

    /** One in forty was tried as often as a day allows. */
    private void tried() {
        db.sql(
                        """
                        INSERT INTO worklist.result (task_id, patient_id, at, disposition, counted, answered)
                        SELECT t.id, t.patient_id, now() - interval '10 minutes' * k, 'NO_ANSWER', true, false
                        FROM worklist.task t JOIN patient.patient p ON p.id = t.patient_id, generate_series(1, 4) k
                        WHERE p.name LIKE 'Bench %' AND substr(p.name, 7)::int % 40 = 4
                        """)
                .update();
    }

    private void analyze() {
        for (var table :
                List.of(
                        "worklist.task",
                        "worklist.result",
                        "patient.patient",
                        "patient.contact",
                        "patient.consent",
                        "patient.encounter")) {
            db.sql("VACUUM ANALYZE " + table).update();
        }
    }
}
