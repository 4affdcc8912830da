package org.aftercall.followup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The duty roster, and what those on it did for a patient. */
@Repository
class RosterRows {
    /** Stands in for every department that has nobody of its own at a level. */
    static final String EVERY_DEPARTMENT = "*";

    private final JdbcClient db;

    RosterRows(JdbcClient db) {
        this.db = db;
    }

    /** Who is to be told. */
    record OnDuty(DutyLevel level, StaffId who) {}

    /** The first at this level or, where nobody is, above it. */
    Optional<OnDuty> find(DutyKind kind, String department, DutyLevel from) {
        return db.sql("SELECT level, staff_id FROM followup.on_duty(:kind, :department, :from)")
                .param("kind", kind.name())
                .param("department", department)
                .param("from", from.number())
                .query((row, _) ->
                        new OnDuty(
                                DutyLevel.of(row.getInt("level")),
                                new StaffId(row.getObject("staff_id", UUID.class))))
                .optional();
    }

    /**
     * One line of the roster.
     *
     * @param active whether the account is open; a closed one is passed over
     */
    record Line(
            DutyKind kind,
            String department,
            DutyLevel level,
            UUID staffId,
            String name,
            boolean active) {}

    List<Line> all() {
        return db.sql(
                        """
                        SELECT d.*, m.name, m.active FROM followup.duty d JOIN staff.member m ON m.id = d.staff_id
                        ORDER BY d.kind, d.department <> '*', d.department, d.level, d.place
                        """)
                .query((row, _) ->
                        new Line(
                                DutyKind.valueOf(row.getString("kind")),
                                row.getString("department"),
                                DutyLevel.of(row.getInt("level")),
                                row.getObject("staff_id", UUID.class),
                                row.getString("name"),
                                row.getBoolean("active")))
                .list();
    }

    void clear(DutyKind kind, String department) {
        db.sql("DELETE FROM followup.duty WHERE kind = :kind AND department = :department")
                .param("kind", kind.name())
                .param("department", department)
                .update();
    }

    void add(DutyKind kind, String department, DutyLevel level, int place, StaffId who) {
        db.sql(
                        """
                        INSERT INTO followup.duty (kind, department, level, place, staff_id)
                        VALUES (:kind, :department, :level, :place, :who)
                        """)
                .param("kind", kind.name())
                .param("department", department)
                .param("level", level.number())
                .param("place", place)
                .param("who", who.value())
                .update();
    }

    /** What nobody had, because nobody was on duty, goes to who is now. */
    List<EscalationId> giveOut() {
        return db.sql(
                        """
                        WITH unowned AS MATERIALIZED (
                            SELECT e.id, d.level, d.staff_id FROM followup.escalation e
                            CROSS JOIN LATERAL followup.on_duty(e.kind, e.department, e.level) d
                            WHERE e.owner_id IS NULL AND e.state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER')
                            FOR UPDATE OF e)
                        UPDATE followup.escalation e SET owner_id = u.staff_id, level = u.level, state = 'RAISED',
                               climb_at = CASE WHEN u.level < 4 THEN e.climb_at END, version = version + 1
                        FROM unowned u WHERE e.id = u.id RETURNING e.id
                        """)
                .query((row, _) -> new EscalationId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Departments of patients we have had, for whoever fills the roster in. */
    List<String> departments() {
        return db.sql("SELECT DISTINCT department FROM worklist.task ORDER BY department")
                .query((row, _) -> row.getString(1))
                .list();
    }

    /**
     * A call to the patient after an escalation was raised.
     *
     * @param form by which he was asked in it
     * @param reached whether somebody picked up, and no machine
     */
    record CallBack(
            UUID call,
            @Nullable UUID record,
            @Nullable String form,
            Instant at,
            boolean reached,
            boolean live,
            @Nullable String by) {
        @Override
        public String toString() {
            return "CallBack[" + call + "]";
        }
    }

    List<CallBack> callBacks(Escalation escalation) {
        return db.sql(
                        """
                        SELECT c.id, r.id AS record, r.questionnaire, c.placed_at, c.ended_at IS NULL AS live, m.name,
                               c.answered_at IS NOT NULL AND (a.ended_at IS NULL OR a.reached) AS reached
                        FROM dialer.attempt a JOIN call.call c ON c.id = a.call_id
                        LEFT JOIN followup.record r ON r.call_id = c.id
                        LEFT JOIN staff.member m ON m.id = a.staff_id
                        WHERE a.patient_id = :patient AND c.placed_at > :raised AND a.staff_id IS NOT NULL
                        ORDER BY c.placed_at DESC
                        """)
                .param("patient", escalation.links().patient().value())
                .param("raised", Sql.utc(escalation.times().raised()))
                .query((row, _) ->
                        new CallBack(
                                row.getObject("id", UUID.class),
                                row.getObject("record", UUID.class),
                                row.getString("questionnaire"),
                                Sql.instant(row, "placed_at"),
                                row.getBoolean("reached"),
                                row.getBoolean("live"),
                                row.getString("name")))
                .list();
    }
}
