package org.aftercall.recording;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How long recordings are kept, as rules that people write: each for the departments she sees. */
@Service
public class Retention {
    private final JdbcClient db;
    private final ErasureRows rows;
    private final AuditTrail trail;
    private final Clock clock;

    Retention(JdbcClient db, ErasureRows rows, AuditTrail trail, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.trail = trail;
        this.clock = clock;
    }

    /** Those that hold for departments which the signed-in person sees. */
    public List<RetentionRule> all() {
        var scope = CurrentUser.get().scope();
        return db.sql(
                        """
                        SELECT id, worklist_id, department, outcome, days FROM recording.retention
                        WHERE :all OR department IS NULL OR department = ANY(:departments)
                        ORDER BY days DESC, id
                        """)
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .query(Retention::rule)
                .list();
    }

    private Optional<RetentionRule> find(UUID id) {
        return db.sql(
                        """
                        SELECT id, worklist_id, department, outcome, days FROM recording.retention
                        WHERE id = :id
                        """)
                .param("id", id)
                .query(Retention::rule)
                .optional();
    }

    private static RetentionRule rule(ResultSet rs, int row) throws SQLException {
        return new RetentionRule(
                rs.getObject(1, UUID.class),
                rs.getObject(2, UUID.class),
                rs.getString(3),
                rs.getString(4),
                rs.getInt(5));
    }

    private void checkScope(RetentionRule rule) {
        if (!ofHers(rule) || !find(rule.id()).map(Retention::ofHers).orElse(true)) {
            throw new Refusal(Kind.FORBIDDEN, "retention.scope");
        }
    }

    private static boolean ofHers(RetentionRule rule) {
        var scope = CurrentUser.get().scope();
        return scope.all() || rule.department() != null && scope.covers(rule.department());
    }

    /**
     * Adds or changes it.
     *
     * @throws Refusal when it is, or was, for recordings outside her scope, or when another rule is
     *     for the same ones
     */
    public void write(RetentionRule rule) {
        checkScope(rule);
        try {
            db.sql(
                            """
                            INSERT INTO recording.retention (id, worklist_id, department, outcome, days)
                            VALUES (:id, :list, :department, :outcome, :days)
                            ON CONFLICT (id) DO UPDATE SET worklist_id = :list, department = :department,
                                outcome = :outcome, days = :days
                            """)
                    .param("id", rule.id())
                    .param("list", rule.worklist())
                    .param("department", rule.department())
                    .param("outcome", rule.outcome())
                    .param("days", rule.days())
                    .update();
        } catch (DuplicateKeyException same) {
            throw new Refusal(Kind.CONFLICT, "retention.twice");
        }
        trail.note("retention.write", "retention", rule.id(), null, "days=" + rule.days());
    }

    /**
     * How many recordings the next night would erase on account of it that it would not erase now.
     *
     * @throws Refusal when it is, or was, for recordings outside her scope
     */
    public long effect(RetentionRule rule) {
        checkScope(rule);
        return rows.expiredBy(rule, clock.instant());
    }

    public void remove(UUID id) {
        var rule = find(id).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "retention.unknown"));
        checkScope(rule);
        db.sql("DELETE FROM recording.retention WHERE id = :id").param("id", id).update();
        trail.note("retention.remove", "retention", id, null);
    }

    /**
     * What applies to one recording.
     *
     * @param until null: no rule ends it
     * @param stay in hospital, which it is about
     */
    public record Term(@Nullable Instant until, boolean held, @Nullable UUID stay) {}

    public Term of(RecordingId id) {
        return rows.term(id);
    }
}
