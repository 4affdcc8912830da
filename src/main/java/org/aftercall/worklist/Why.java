package org.aftercall.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.PatientId;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Explains, out of the same conditions that hand tasks out, why one is not handed out. */
@Repository
class Why {
    private final JdbcClient db;

    Why(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param until when the first of them is free of it, where time alone mends it
     */
    record Count(Obstacle obstacle, int tasks, @Nullable Instant until) {}

    /** A list's open tasks, each under the first thing in its way. */
    record Survey(int canDial, List<Count> obstacles) {}

    /**
     * @param nurse for whom; null for whoever is ready
     */
    Survey of(Moment moment, DataScope scope, @Nullable StaffId nurse) {
        var counts =
                moment.into(
                                db.sql(
                                        """
                                        SELECT obstacle, count(*) AS tasks, min(next_at) AS next_at FROM (
                                            SELECT t.next_at, (%s) AS obstacle
                                            FROM worklist.task t
                                            JOIN worklist.worklist w ON w.id = t.worklist_id
                                            JOIN patient.patient p ON p.id = t.patient_id
                                            WHERE t.worklist_id = :list AND t.closed_at IS NULL
                                              AND (:all OR t.department = ANY(:departments))) x
                                        GROUP BY obstacle ORDER BY tasks DESC, obstacle
                                        """
                                                .formatted(Obstacle.first())),
                                nurse)
                        .param("list", moment.list().id().value())
                        .param("all", scope.all())
                        .param("departments", scope.asArray())
                        .query((row, _) -> {
                            var name = row.getString("obstacle");
                            return new Row(
                                    name == null ? null : Obstacle.valueOf(name),
                                    row.getInt("tasks"),
                                    Sql.instant(row, "next_at"));
                        })
                        .list();
        return new Survey(
                counts.stream().filter(c -> c.obstacle() == null).mapToInt(Row::tasks).sum(),
                counts.stream().flatMap(c -> c.counted(moment).stream()).toList());
    }

    /**
     * How many tasks have nothing in their way for whoever is ready: as {@link #of} would count
     * them, but those whose time has not come are not looked at more closely.
     */
    int free(Moment moment, DataScope scope) {
        return moment.into(
                        db.sql(
                                """
                                SELECT count(*)
                                FROM worklist.task t
                                JOIN worklist.worklist w ON w.id = t.worklist_id
                                JOIN patient.patient p ON p.id = t.patient_id
                                WHERE t.worklist_id = :list AND t.state IN ('WAITING', 'CLAIMED') AND t.next_at <= :now
                                  AND (:all OR t.department = ANY(:departments)) AND (%s) IS NULL
                                """
                                        .formatted(Obstacle.first())),
                        null)
                .param("list", moment.list().id().value())
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .query(Integer.class)
                .single();
    }

    private record Row(@Nullable Obstacle obstacle, int tasks, Instant nextAt) {
        List<Count> counted(Moment moment) {
            return obstacle == null
                    ? List.of()
                    : List.of(new Count(obstacle, tasks, until(obstacle, nextAt, moment)));
        }
    }

    /** Everything in the way of one task, with the end of it where time alone mends it. */
    Map<Obstacle, UntilWhen> of(TaskId task, Moment moment, @Nullable StaffId nurse) {
        return moment.into(
                        db.sql(
                                """
                                SELECT t.next_at, %s AS obstacles
                                FROM worklist.task t
                                JOIN worklist.worklist w ON w.id = t.worklist_id
                                JOIN patient.patient p ON p.id = t.patient_id
                                WHERE t.id = :task
                                """
                                        .formatted(Obstacle.all())),
                        nurse)
                .param("task", task.value())
                .query((row, _) -> obstacles(row, moment))
                .single();
    }

    /**
     * @param at null when waiting does not help
     */
    record UntilWhen(@Nullable Instant at) {}

    private static Map<Obstacle, UntilWhen> obstacles(ResultSet row, Moment moment)
            throws SQLException {
        var next = Sql.instant(row, "next_at");
        var found = new EnumMap<Obstacle, UntilWhen>(Obstacle.class);
        Arrays.stream((String[]) row.getArray("obstacles").getArray())
                .map(Obstacle::valueOf)
                .forEach(o -> found.put(o, new UntilWhen(until(o, next, moment))));
        return found;
    }

    private static @Nullable Instant until(Obstacle obstacle, Instant nextAt, Moment moment) {
        return switch (obstacle) {
            case CALLBACK_LATER, RETRY_LATER, DUE_LATER -> nextAt;
            case WINDOW_CLOSED -> moment.opens();
            case PAUSED,
                    NOT_STARTED,
                    OVER,
                    SUSPENDED,
                    DO_NOT_CALL,
                    NO_CONSENT,
                    REFERRED,
                    IN_HAND,
                    MAY_HAVE_RUNG,
                    NO_NUMBER,
                    ZONE_UNKNOWN,
                    CAPPED_DAY,
                    CAPPED_WEEK,
                    SAME_PATIENT,
                    PROMISED,
                    ASSIGNED,
                    SAME_NURSE,
                    OTHER_NURSE ->
                    null;
        };
    }

    /** The open tasks of a patient. */
    List<TaskId> openTasks(PatientId patient) {
        return db.sql(
                        "SELECT id FROM worklist.task WHERE patient_id = :patient AND closed_at IS NULL ORDER BY next_at")
                .param("patient", patient.value())
                .query((row, _) -> new TaskId(row.getObject("id", UUID.class)))
                .list();
    }
}
