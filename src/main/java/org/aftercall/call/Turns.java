package org.aftercall.call;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whose turn it is to order what several applications could order at once. */
@Repository
class Turns {
    private final JdbcClient db;

    Turns(JdbcClient db) {
        this.db = db;
    }

    /** Whether the call is still to be; if so, its row stays as it is for this transaction. */
    boolean wanted(CallId id) {
        return db.sql("SELECT id FROM call.call WHERE id = :id AND ended_at IS NULL FOR SHARE")
                .param("id", id.value())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Of all who hear the desk's leg answer, one joins it with the patient. */
    boolean joining(CallId id) {
        return db.sql(
                                """
                                UPDATE call.call SET joining = desk_line
                                WHERE id = :id AND ended_at IS NULL AND joining IS DISTINCT FROM desk_line
                                """)
                        .param("id", id.value())
                        .update()
                == 1;
    }
}
