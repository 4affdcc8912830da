package org.aftercall.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.telephony.Sound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sound tables. */
@Repository
class SoundRows {
    private final JdbcClient db;

    SoundRows(JdbcClient db) {
        this.db = db;
    }

    boolean add(CallId call, Sound sound) {
        return db.sql(
                                """
                                INSERT INTO call.sound (call_id, mos, jitter_ms, loss_percent)
                                VALUES (:call, :mos, :jitter, :loss) ON CONFLICT DO NOTHING
                                """)
                        .param("call", call.value())
                        .param("mos", sound.mos())
                        .param("jitter", sound.jitterMs())
                        .param("loss", sound.lossPercent())
                        .update()
                == 1;
    }

    void atDesk(CallId call, Sound sound) {
        db.sql(
                        """
                        INSERT INTO call.desk_sound (call_id, mos, jitter_ms, loss_percent)
                        VALUES (:call, :mos, :jitter, :loss)
                        ON CONFLICT (call_id) DO UPDATE SET mos = :mos, jitter_ms = :jitter, loss_percent = :loss
                        """)
                .param("call", call.value())
                .param("mos", sound.mos())
                .param("jitter", sound.jitterMs())
                .param("loss", sound.lossPercent())
                .update();
    }

    Optional<Sound> of(CallId call) {
        return one("SELECT * FROM call.sound WHERE call_id = :call", call);
    }

    Optional<Sound> atDesk(CallId call) {
        return one("SELECT * FROM call.desk_sound WHERE call_id = :call", call);
    }

    private Optional<Sound> one(String sql, CallId call) {
        return db.sql(sql)
                .param("call", call.value())
                .query((row, _) ->
                        new Sound(
                                row.getDouble("mos"),
                                row.getDouble("jitter_ms"),
                                row.getDouble("loss_percent")))
                .optional();
    }

    /** Talks that ended since then and whose sound nobody read. */
    List<CallId> unread(Instant since) {
        return db.sql(
                        """
                        SELECT c.id FROM call.call c LEFT JOIN call.sound s ON s.call_id = c.id
                        WHERE c.ended_at > :since AND c.answered_at IS NOT NULL AND s.call_id IS NULL
                        """)
                .param("since", Sql.utc(since))
                .query((row, _) -> new CallId(row.getObject("id", UUID.class)))
                .list();
    }
}
