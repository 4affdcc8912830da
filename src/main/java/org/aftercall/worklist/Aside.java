package org.aftercall.worklist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Puts tasks aside that pile up at the head of a list because something is in their way, so that no
 * claim walks past them. What is in the way is asked of the same {@link Obstacle}s, and asked again
 * after two minutes; whoever explains why nothing is dialed asks them anew each time.
 */
@Component
class Aside {
    static final Duration FOR = Duration.ofMinutes(2);

    /** Fewer than these cost a claim a few milliseconds, and are left where they are. */
    static final int PILE = 200;

    private static final int AT_ONCE = 1_000;
    private static final int AGAIN = 5_000;
    private static final int ROUNDS = 20;

    /** Over in a moment, or another nurse's matter. */
    private static final String PASSING =
            "('IN_HAND', 'SAME_PATIENT', 'PROMISED', 'ASSIGNED', 'SAME_NURSE')";

    private final JdbcClient db;
    private final Worklists worklists;
    private final Moment.Camera moments;
    private final Leases leases;

    Aside(JdbcClient db, Worklists worklists, Moment.Camera moments, Leases leases) {
        this.db = db;
        this.worklists = worklists;
        this.moments = moments;
        this.leases = leases;
    }

    @Scheduled(fixedDelayString = "${aftercall.worklist.aside-every:5s}")
    void tidy() {
        leases.alone("aside", this::tidyAll);
    }

    private void tidyAll() {
        var lists = worklists.all(DataScope.EVERYTHING).stream().filter(l -> !l.paused()).toList();
        for (var moment : moments.of(lists)) {
            again(moment);
            for (var department : departments(moment)) {
                for (int i = 0; i < ROUNDS && head(moment, department) >= AT_ONCE / 2; i++) {
                    // The next piece of the pile.
                }
            }
        }
    }

    /** Whose time is over is asked after again: it stays, or is back in its place. */
    private void again(Moment moment) {
        at(
                        moment,
                        """
                        WITH over AS MATERIALIZED (
                            SELECT t.id FROM worklist.task t
                            WHERE t.worklist_id = :list AND (t.aside_until <= :now OR t.aside_until > :latest)
                            ORDER BY t.aside_until LIMIT %d FOR UPDATE SKIP LOCKED),
                        judged AS MATERIALIZED (
                            SELECT t.id, t.state = 'WAITING' AND t.next_at <= :now AND (%s) NOT IN %s AS blocked
                            FROM over JOIN worklist.task t USING (id)
                            JOIN worklist.worklist w ON w.id = t.worklist_id JOIN patient.patient p ON p.id = t.patient_id)
                        UPDATE worklist.task t SET aside_until = CASE WHEN j.blocked THEN :until::timestamptz END
                        FROM judged j WHERE t.id = j.id
                        """
                                .formatted(AGAIN, Obstacle.first(), PASSING))
                // A clock that was set back keeps nobody aside.
                .param("latest", Sql.utc(moment.now().plus(FOR)))
                .update();
    }

    /**
     * @return how many of the first due tasks of a department were put aside
     */
    private int head(Moment moment, String department) {
        return at(
                        moment,
                        """
                        WITH head AS MATERIALIZED (
                            SELECT t.id FROM worklist.task t
                            WHERE t.worklist_id = :list AND t.department = :department AND t.next_at <= :now
                              AND t.state IN ('WAITING', 'CLAIMED') AND t.aside_until IS NULL
                            ORDER BY t.next_at, t.id LIMIT %d),
                        blocked AS MATERIALIZED (
                            SELECT t.id FROM head JOIN worklist.task t USING (id)
                            JOIN worklist.worklist w ON w.id = t.worklist_id JOIN patient.patient p ON p.id = t.patient_id
                            WHERE t.state = 'WAITING' AND t.callback_at IS NULL AND (%s) NOT IN %s
                            FOR UPDATE OF t SKIP LOCKED)
                        UPDATE worklist.task t SET aside_until = :until FROM blocked b
                        WHERE t.id = b.id AND (SELECT count(*) FROM blocked) >= %d
                        """
                                .formatted(AT_ONCE, Obstacle.first(), PASSING, PILE))
                .param("department", department)
                .update();
    }

    /** Found by leaps along the index: as many steps as there are departments. */
    private List<String> departments(Moment moment) {
        return db.sql(
                        """
                        WITH RECURSIVE each AS (
                            (SELECT department FROM worklist.task
                             WHERE worklist_id = :list AND state IN ('WAITING', 'CLAIMED') AND aside_until IS NULL
                             ORDER BY department LIMIT 1)
                            UNION ALL
                            SELECT (SELECT t.department FROM worklist.task t
                                    WHERE t.worklist_id = :list AND t.state IN ('WAITING', 'CLAIMED') AND t.aside_until IS NULL
                                      AND t.department > each.department ORDER BY t.department LIMIT 1)
                            FROM each WHERE each.department IS NOT NULL)
                        SELECT department FROM each WHERE department IS NOT NULL
                        """)
                .param("list", moment.list().id().value())
                .query((row, _) -> row.getString("department"))
                .list();
    }

    private JdbcClient.StatementSpec at(Moment moment, String sql) {
        return moment.into(db.sql(sql), null)
                .param("list", moment.list().id().value())
                .param("until", Sql.utc(until(moment)));
    }

    /** Who waits for his hours is back when they begin. */
    private static Instant until(Moment moment) {
        var usual = moment.now().plus(FOR);
        var opens = moment.opens();
        return opens != null && opens.isBefore(usual) ? opens : usual;
    }
}
