package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Person;
import org.aftercall.patient.Sex;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stays that a list may still take in, and what it took. */
@Repository
class Gathered {
    private final JdbcClient db;

    Gathered(JdbcClient db) {
        this.db = db;
    }

    /**
     * A patient's stay as a filter sees it.
     *
     * @param here whether this list has a task open for him, or had one for this stay or a later
     * @param elsewhere whether another list has a task open for him
     * @param stopped whether nobody may call him
     */
    record Stay(
            PatientId patient,
            EncounterId encounter,
            LocalDate dischargedOn,
            Feed.Case facts,
            boolean here,
            boolean elsewhere,
            boolean stopped) {}

    /** Two who take in at once do it one after the other. */
    void queue() {
        db.sql("SELECT pg_advisory_xact_lock(hashtextextended('gathering', 0))").query(_ -> {});
    }

    /**
     * The latest first.
     *
     * @param list null for one that is not made yet
     */
    List<Stay> since(LocalDate day, @Nullable UUID list, DataScope scope) {
        return db.sql(
                        """
                        SELECT e.id, e.patient_id, e.department, e.ward, e.icd10, e.discharged_on, p.birth_date, p.birth_year,
                               p.do_not_call OR p.suspended IS NOT NULL
                                   OR NOT coalesce((SELECT c.given FROM patient.consent c
                                                    WHERE c.patient_id = p.id AND c.what = 'CALLS'
                                                    ORDER BY c.said_at DESC, c.id DESC LIMIT 1), true) AS stopped,
                               EXISTS (SELECT FROM worklist.task t WHERE t.worklist_id = :list
                                       AND t.patient_id = p.id
                                       AND (t.closed_at IS NULL
                                            OR t.kind = 'FOLLOW_UP'
                                               AND e.discharged_on <= (SELECT s.discharged_on FROM patient.encounter s
                                                                       WHERE s.id = t.encounter_id))) AS here,
                               EXISTS (SELECT FROM worklist.task t WHERE t.patient_id = p.id AND t.closed_at IS NULL
                                       AND t.worklist_id IS DISTINCT FROM :list) AS elsewhere
                        FROM patient.encounter e JOIN patient.patient p ON p.id = e.patient_id
                        WHERE e.discharged_on >= :day AND (:all OR e.department = ANY(:departments))
                        ORDER BY e.discharged_on DESC, e.id
                        """)
                .param("day", day)
                .param("list", list)
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .query(Gathered::stay)
                .list();
    }

    UUID begin(WorklistId list, StaffId by, Instant at) {
        var id = Ids.next();
        db.sql(
                        """
                        INSERT INTO worklist.gathering (id, worklist_id, by_whom, at)
                        VALUES (:id, :list, :by, :at)
                        """)
                .param("id", id)
                .param("list", list.value())
                .param("by", by.value())
                .param("at", Sql.utc(at))
                .update();
        return id;
    }

    void note(UUID gathering, TaskId task) {
        db.sql("INSERT INTO worklist.gathered (gathering_id, task_id) VALUES (:gathering, :task)")
                .param("gathering", gathering)
                .param("task", task.value())
                .update();
    }

    boolean undo(UUID gathering, StaffId by, Instant at) {
        return db.sql(
                                """
                                UPDATE worklist.gathering SET undone_at = :at
                                WHERE id = :id AND by_whom = :by AND undone_at IS NULL
                                """)
                        .param("id", gathering)
                        .param("by", by.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    int size(UUID gathering) {
        return db.sql("SELECT count(*) FROM worklist.gathered WHERE gathering_id = :id")
                .param("id", gathering)
                .query(Integer.class)
                .single();
    }

    /** Takes away what nobody has touched since: as if it had never been owed. */
    List<TaskId> back(UUID gathering) {
        return db.sql(
                        """
                        DELETE FROM worklist.task t USING worklist.gathered g
                        WHERE g.gathering_id = :id AND t.id = g.task_id AND t.state = 'WAITING' AND t.attempts = 0
                          AND t.last_disposition IS NULL AND t.callback_at IS NULL AND t.assigned_to IS NULL
                          AND NOT EXISTS (SELECT FROM worklist.result r WHERE r.task_id = t.id)
                          AND NOT EXISTS (SELECT FROM worklist.skip s WHERE s.task_id = t.id)
                          AND NOT EXISTS (SELECT FROM worklist.closing c WHERE c.task_id = t.id)
                          AND NOT EXISTS (SELECT FROM worklist.reassigned m WHERE m.task_id = t.id)
                        RETURNING t.id
                        """)
                .param("id", gathering)
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }

    private static Stay stay(ResultSet row, int n) throws SQLException {
        var day = row.getObject("discharged_on", LocalDate.class);
        var born = row.getObject("birth_date", LocalDate.class);
        var person =
                new Person(
                        "-", Sex.UNKNOWN, born, row.getObject("birth_year", Integer.class), null);
        return new Stay(
                new PatientId(row.getObject("patient_id", UUID.class)),
                new EncounterId(row.getObject("id", UUID.class)),
                day,
                new Feed.Case(
                        row.getString("department"),
                        row.getString("ward"),
                        row.getString("icd10"),
                        person.ageOn(day)),
                row.getBoolean("here"),
                row.getBoolean("elsewhere"),
                row.getBoolean("stopped"));
    }
}
