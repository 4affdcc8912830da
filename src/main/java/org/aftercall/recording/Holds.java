package org.aftercall.recording;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All legal holds. */
@Service
@Transactional
public class Holds {
    /** Holds and erasures wait for each other: what is held is never half erased. */
    static final String QUEUE = "recording.governance";

    private final JdbcClient db;
    private final Ownership ownership;
    private final AuditTrail trail;
    private final Leases leases;
    private final Clock clock;

    Holds(JdbcClient db, Ownership ownership, AuditTrail trail, Leases leases, Clock clock) {
        this.db = db;
        this.ownership = ownership;
        this.trail = trail;
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * Those that hold a recording within the signed-in person's scope: those in force first, then
     * the lifted ones, the newest first.
     */
    @Transactional(readOnly = true)
    public List<Hold> all() {
        var scope = CurrentUser.get().scope();
        return db.sql(
                        """
                        SELECT h.*, (SELECT count(*) FROM recording.recording r
                                     WHERE r.state = 'STORED'
                                       AND (r.patient_id = h.patient_id OR r.case_id = h.case_id)) AS recordings
                        FROM recording.hold h
                        WHERE :all OR EXISTS (SELECT FROM recording.recording r
                                              WHERE (r.patient_id = h.patient_id OR r.case_id = h.case_id)
                                                AND r.department = ANY(:departments))
                        ORDER BY h.lifted_at IS NOT NULL, h.placed_at DESC LIMIT 500
                        """)
                .param("all", scope.all())
                .param("departments", scope.asArray())
                .query(Holds::hold)
                .list();
    }

    /**
     * Holds all recordings of a person or about a stay, also those that are yet to come.
     *
     * @throws Refusal when nothing is known of them, they are outside her scope, or they are held
     */
    public UUID place(@Nullable UUID patient, @Nullable UUID stay, Grounds why) {
        leases.queue(QUEUE);
        ownership.checkInScope(patient, stay);
        var id = Ids.next();
        try {
            db.sql(
                            """
                            INSERT INTO recording.hold (id, patient_id, case_id, reason, placed_by, placed_at)
                            VALUES (:id, :patient, :stay, :reason, :by, :at)
                            """)
                    .param("id", id)
                    .param("patient", patient)
                    .param("stay", stay)
                    .param("reason", why.text())
                    .param("by", CurrentUser.get().id().value())
                    .param("at", Sql.utc(clock.instant()))
                    .update();
        } catch (DuplicateKeyException twice) {
            throw new Refusal(Kind.CONFLICT, "hold.twice");
        }
        trail.note("hold.place", "hold", id, patient, stay == null ? "" : "stay=" + stay);
        return id;
    }

    /**
     * @throws Refusal when it is not in force, or holds anything outside her scope
     */
    public void lift(UUID id, Grounds why) {
        leases.queue(QUEUE);
        checkScope(id);
        var lifted =
                db.sql(
                                """
                                UPDATE recording.hold SET lifted_by = :by, lifted_at = :at, lifted_why = :why
                                WHERE id = :id AND lifted_at IS NULL
                                """)
                        .param("id", id)
                        .param("by", CurrentUser.get().id().value())
                        .param("at", Sql.utc(clock.instant()))
                        .param("why", why.text())
                        .update();
        if (lifted == 0) {
            throw new Refusal(Kind.CONFLICT, "hold.notInForce");
        }
        trail.note("hold.lift", "hold", id, null);
    }

    private void checkScope(UUID id) {
        if (CurrentUser.get().scope().all()) {
            return;
        }
        db.sql("SELECT patient_id, case_id FROM recording.hold WHERE id = :id")
                .param("id", id)
                .query(rs -> {
                    ownership.checkInScope(
                            rs.getObject("patient_id", UUID.class),
                            rs.getObject("case_id", UUID.class));
                });
    }

    private static Hold hold(ResultSet rs, int row) throws SQLException {
        var by = rs.getObject("lifted_by", UUID.class);
        return new Hold(
                rs.getObject("id", UUID.class),
                rs.getObject("patient_id", UUID.class),
                rs.getObject("case_id", UUID.class),
                rs.getString("reason"),
                rs.getObject("placed_by", UUID.class),
                Sql.instant(rs, "placed_at"),
                by == null
                        ? null
                        : new Hold.Lifted(
                                by, Sql.instant(rs, "lifted_at"), rs.getString("lifted_why")),
                rs.getLong("recordings"));
    }
}
