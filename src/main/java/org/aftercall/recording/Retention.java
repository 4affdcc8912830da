package org.aftercall.recording;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How long recordings are kept, as rules that people write. */
@Service
public class Retention {
    private final JdbcClient db;
    private final ErasureRows rows;
    private final AuditTrail trail;

    Retention(JdbcClient db, ErasureRows rows, AuditTrail trail) {
        this.db = db;
        this.rows = rows;
        this.trail = trail;
    }

    public List<RetentionRule> all() {
        return db.sql(
                        """
                        SELECT id, worklist_id, department, outcome, days FROM recording.retention
                        ORDER BY days DESC, id
                        """)
                .query((rs, _) ->
                        new RetentionRule(
                                rs.getObject(1, UUID.class),
                                rs.getObject(2, UUID.class),
                                rs.getString(3),
                                rs.getString(4),
                                rs.getInt(5)))
                .list();
    }

    /**
     * Adds or changes it.
     *
     * @throws Refusal when another rule is for the same recordings
     */
    public void write(RetentionRule rule) {
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

    public void remove(UUID id) {
        if (db.sql("DELETE FROM recording.retention WHERE id = :id").param("id", id).update()
                == 0) {
            throw new Refusal(Kind.NOT_FOUND, "retention.unknown");
        }
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
