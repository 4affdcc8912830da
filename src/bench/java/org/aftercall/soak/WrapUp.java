package org.aftercall.soak;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nurses who sign, over the door that is theirs, whatever talk is over. */
final class WrapUp implements AutoCloseable {
    private final Application application;
    private final JdbcClient db;
    private final Map<String, Nurse> nurses = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofVirtual().unstarted(this::work);
    private volatile boolean over;

    WrapUp(Application application, JdbcClient db) {
        this.application = application;
        this.db = db;
    }

    void begin() {
        thread.start();
    }

    private record Open(UUID record, int version, String login) {}

    private void work() {
        while (!over) {
            try {
                Thread.sleep(200);
                if (application.isReady()) {
                    signAll();
                }
            } catch (InterruptedException _) {
                return;
            } catch (IOException | DataAccessException _) {
                // It was killed under the nurse's hands: she tries again.
                continue;
            }
        }
    }

    private void signAll() throws IOException, InterruptedException {
        var open =
                db.sql(
                                """
                                SELECT r.id, r.version, m.login
                                FROM followup.record r JOIN dialer.attempt a ON a.id = r.attempt_id
                                JOIN staff.member m ON m.id = r.staff_id
                                WHERE r.state = 'OPEN' AND a.ended_at IS NOT NULL AND a.reached
                                """)
                        .query((row, _) ->
                                new Open(
                                        row.getObject("id", UUID.class),
                                        row.getInt("version"),
                                        row.getString("login")))
                        .list();
        for (var record : open) {
            nurses.computeIfAbsent(record.login(), login -> new Nurse(application, login))
                    .post(
                            "/api/v1/records/" + record.record() + "/sign",
                            "{\"disposition\":\"CALLBACK_UNSPECIFIED\",\"reached\":\"PATIENT\",\"clinical\":\"NONE\"}",
                            record.version());
        }
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
