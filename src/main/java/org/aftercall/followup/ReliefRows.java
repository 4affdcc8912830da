package org.aftercall.followup;

import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.StaffId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Escalations that change hands because a shift began. */
@Repository
class ReliefRows {
    private final JdbcClient db;
    private final DutyClock clock;

    ReliefRows(JdbcClient db, DutyClock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What nobody had, because the roster named nobody, goes to who is told now. */
    List<Relief.Given> giveOut(LocalDateTime at) {
        return db.sql(
                        """
                        WITH unowned AS MATERIALIZED (
                            SELECT e.id, greatest(d.level, e.level) AS level, d.staff_id FROM followup.escalation e
                            CROSS JOIN LATERAL followup.on_duty(e.kind, e.department, e.level, :at::timestamp, true) d
                            WHERE e.owner_id IS NULL AND e.state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER')
                            FOR UPDATE OF e)
                        UPDATE followup.escalation e SET owner_id = u.staff_id, level = u.level, state = 'RAISED',
                               climb_at = CASE WHEN u.level < 4 THEN e.climb_at END, version = version + 1
                        FROM unowned u WHERE e.id = u.id RETURNING e.id, e.owner_id
                        """)
                .param("at", at)
                .query((row, _) ->
                        new Relief.Given(
                                new EscalationId(row.getObject("id", UUID.class)),
                                Sql.idOrNull(row, "owner_id", StaffId::new)))
                .list();
    }

    /**
     * What whose shift is over, or who was told off duty, has not taken in hand goes to who is on
     * at its level; where nobody is, it stays until it climbs. What a person gave to a person stays
     * with them.
     */
    List<Relief.Given> relieve(LocalDateTime at) {
        return db.sql(
                        """
                        WITH here AS MATERIALIZED (
                            SELECT DISTINCT kind, department, level FROM followup.escalation
                            WHERE state = 'RAISED' AND owner_id IS NOT NULL),
                        now_on AS MATERIALIZED (
                            SELECT h.*, d.staff_id FROM here h
                            CROSS JOIN LATERAL followup.on_duty(h.kind, h.department, h.level, :at::timestamp) d
                            WHERE d.here AND d.level = h.level),
                        moved AS (
                            UPDATE followup.escalation e SET owner_id = n.staff_id, version = e.version + 1 FROM now_on n
                            WHERE e.state = 'RAISED' AND e.kind = n.kind AND e.department = n.department AND e.level = n.level
                              AND e.owner_id <> n.staff_id
                              AND e.owner_id IN (SELECT d.staff_id FROM followup.duty d)
                              AND NOT EXISTS (SELECT FROM followup.duty d
                                              WHERE d.staff_id = e.owner_id AND d.level = e.level AND d.kind IN (e.kind, 'CLINICAL')
                                                AND d.department IN (e.department, '*')
                                                AND followup.on_shift(d.staff_id, d.days, d.begins, d.ends, :at::timestamp))
                            RETURNING e.id, e.level, e.owner_id),
                        told AS (
                            INSERT INTO followup.escalation_step (escalation_id, at, kind, level, owner_id)
                            SELECT id, :now, 'HANDED_OVER', level, owner_id FROM moved)
                        SELECT id, owner_id FROM moved
                        """)
                .param("at", at)
                .param("now", Sql.utc(clock.instant()))
                .query((row, _) ->
                        new Relief.Given(
                                new EscalationId(row.getObject("id", UUID.class)),
                                Sql.idOrNull(row, "owner_id", StaffId::new)))
                .list();
    }
}
