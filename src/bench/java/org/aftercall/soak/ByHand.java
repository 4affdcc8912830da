package org.aftercall.soak;

import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A nurse who dials by hand: she takes the next task, reads for some seconds, orders the call, and
 * her telephone is slow to be picked up.
 */
final class ByHand implements AutoCloseable {
    /** Picks up after four seconds. */
    static final String DESK = "8051";

    private final JdbcClient db;
    private final Nurse nurse;
    private final UUID list;
    private final Random chance;
    private final Thread thread = Thread.ofVirtual().unstarted(this::work);
    private final AtomicInteger ordered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String last = "nothing";
    private volatile boolean over;

    ByHand(Application application, JdbcClient db, UUID list, long seed) {
        this.db = db;
        this.nurse = new Nurse(application, "soak" + DESK);
        this.list = list;
        this.chance = new Random(seed);
    }

    void begin() {
        thread.start();
    }

    private record Claim(UUID task, UUID contact) {}

    private void work() {
        while (!over) {
            try {
                Thread.sleep(500);
                if (!busy()) {
                    one();
                }
            } catch (InterruptedException _) {
                return;
            } catch (IOException | DataAccessException failed) {
                // She tries again.
                last = failed.toString();
            }
        }
    }

    private void one() throws IOException, InterruptedException {
        int next = nurse.post("/api/v1/tasks/next", "{\"worklist\":\"%s\"}".formatted(list), 0);
        last = "next " + next;
        var claim = claim();
        if (claim == null) {
            return;
        }
        Thread.sleep(chance.nextInt(5_000));
        int status =
                nurse.post(
                        "/api/v1/calls",
                        "{\"taskId\":\"%s\",\"contactId\":\"%s\"}"
                                .formatted(claim.task(), claim.contact()),
                        0);
        last = "dial " + status;
        if (status == 201) {
            ordered.incrementAndGet();
        } else {
            refused.incrementAndGet();
            nurse.post("/api/v1/tasks/" + claim.task() + "/release", "{}", 0);
        }
    }

    private @Nullable Claim claim() {
        return db.sql(
                        """
                        SELECT t.id, c.id AS contact
                        FROM worklist.task t JOIN patient.contact c ON c.patient_id = t.patient_id
                        JOIN staff.member m ON m.id = t.claimed_by
                        WHERE t.state = 'CLAIMED' AND t.worklist_id = :list AND m.extension = :desk LIMIT 1
                        """)
                .param("list", list)
                .param("desk", DESK)
                .query((row, _) ->
                        new Claim(
                                row.getObject("id", UUID.class),
                                row.getObject("contact", UUID.class)))
                .optional()
                .orElse(null);
    }

    private boolean busy() {
        return db.sql(
                        """
                        SELECT EXISTS (SELECT FROM dialer.attempt a JOIN staff.member m ON m.id = a.staff_id
                                       WHERE m.extension = :desk AND a.settled_at IS NULL)
                        """)
                .param("desk", DESK)
                .query(Boolean.class)
                .single();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "by hand %d calls ordered, %d refused, the last: %s",
                ordered.get(),
                refused.get(),
                last);
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
