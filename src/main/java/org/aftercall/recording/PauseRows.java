package org.aftercall.recording;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The pause and consent tables. */
@Repository
class PauseRows {
    private final JdbcClient db;

    PauseRows(JdbcClient db) {
        this.db = db;
    }

    /** False when it is paused already. */
    boolean begin(CallId call, PauseReason why, Instant at, @Nullable UUID who) {
        return db.sql(
                                """
                                INSERT INTO recording.pause (id, call_id, reason, from_at, staff_id)
                                VALUES (:id, :call, :why, :at, :who)
                                ON CONFLICT (call_id) WHERE until_at IS NULL DO NOTHING
                                """)
                        .param("id", Ids.next())
                        .param("call", call.value())
                        .param("why", why.name())
                        .param("at", Sql.utc(at))
                        .param("who", who)
                        .update()
                == 1;
    }

    /** False when it is not paused. */
    boolean end(CallId call, Instant at) {
        return db.sql(
                                """
                                UPDATE recording.pause SET until_at = greatest(from_at, :at)
                                WHERE call_id = :call AND until_at IS NULL
                                """)
                        .param("call", call.value())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    Optional<PauseReason> open(CallId call) {
        return db.sql(
                        "SELECT reason FROM recording.pause WHERE call_id = :call AND until_at IS NULL")
                .param("call", call.value())
                .query(String.class)
                .optional()
                .map(PauseReason::valueOf);
    }

    Set<CallId> quiet(Set<CallId> talks) {
        return Set.copyOf(
                db.sql(
                                """
                                SELECT call_id FROM recording.pause WHERE until_at IS NULL AND call_id IN (:talks)
                                UNION SELECT call_id FROM recording.consent
                                WHERE agreed IS NOT TRUE AND call_id IN (:talks)
                                """)
                        .param("talks", talks.stream().map(CallId::value).toList())
                        .query((rs, _) -> new CallId(rs.getObject("call_id", UUID.class)))
                        .list());
    }

    record Stretch(PauseReason reason, Instant from, @Nullable Instant until) {}

    List<Stretch> of(CallId call) {
        return db.sql(
                        """
                        SELECT reason, from_at, until_at FROM recording.pause WHERE call_id = :call ORDER BY from_at
                        """)
                .param("call", call.value())
                .query((rs, _) ->
                        new Stretch(
                                PauseReason.valueOf(rs.getString(1)),
                                Sql.instant(rs, "from_at"),
                                Sql.instantOrNull(rs, "until_at")))
                .list();
    }

    /** False when he is asked already. */
    boolean ask(CallId call) {
        return db.sql(
                                """
                                INSERT INTO recording.consent (call_id) VALUES (:call) ON CONFLICT (call_id) DO NOTHING
                                """)
                        .param("call", call.value())
                        .update()
                == 1;
    }

    Optional<Consent> consent(CallId call) {
        return db.sql("SELECT agreed, answered_at FROM recording.consent WHERE call_id = :call")
                .param("call", call.value())
                .query((rs, _) ->
                        new Consent(
                                rs.getObject("agreed", Boolean.class),
                                Sql.instantOrNull(rs, "answered_at")))
                .optional();
    }

    void answered(CallId call, boolean agreed, Instant at, UUID who) {
        db.sql(
                        """
                        UPDATE recording.consent SET agreed = :agreed, answered_at = :at, noted_by = :who
                        WHERE call_id = :call
                        """)
                .param("call", call.value())
                .param("agreed", agreed)
                .param("at", Sql.utc(at))
                .param("who", who)
                .update();
    }
}
