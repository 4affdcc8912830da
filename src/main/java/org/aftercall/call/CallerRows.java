package org.aftercall.call;

import java.sql.Types;
import java.time.Instant;
import java.util.Locale;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who called in, of the call table: how many at once, how often, and who was let in. */
@Repository
class CallerRows {
    private final JdbcClient db;

    CallerRows(JdbcClient db) {
        this.db = db;
    }

    /** How many are in the house. */
    int now() {
        return db.sql(
                        "SELECT count(*) FROM call.call WHERE direction = 'INBOUND' AND ended_at IS NULL")
                .query(Integer.class)
                .single();
    }

    /**
     * @param from null for all whose number is hidden
     */
    int since(@Nullable PhoneNumber from, Instant since) {
        return db.sql(
                        """
                        SELECT count(*) FROM call.call
                        WHERE direction = 'INBOUND' AND number IS NOT DISTINCT FROM :from AND placed_at >= :since
                        """)
                .param("from", from == null ? null : from.digits(), Types.VARCHAR)
                .param("since", Sql.utc(since))
                .query(Integer.class)
                .single();
    }

    void speaks(CallId id, Locale language) {
        db.sql("UPDATE call.call SET language = :language WHERE id = :id AND ended_at IS NULL")
                .param("id", id.value())
                .param("language", language.getLanguage())
                .update();
    }

    /** Whether it was news. */
    boolean admitted(CallId id, boolean record, Instant at) {
        return db.sql(
                                """
                                UPDATE call.call SET admitted_at = :at, recorded = :record
                                WHERE id = :id AND ended_at IS NULL AND admitted_at IS NULL AND abandoned_at IS NULL
                                      AND direction = 'INBOUND'
                                """)
                        .param("id", id.value())
                        .param("record", record)
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }
}
