package org.aftercall.bench;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What pops up on each nurse's screen: her call, from the order to its outcome. Read for all of
 * them at once, so that ten nurses cost the machine no more than one.
 */
final class FloorBoard {
    private final JdbcClient db;
    private volatile Map<StaffId, Open> open = Map.of();

    /** Calls that nobody has to write up any more. */
    private final Map<CallId, Boolean> done = new ConcurrentHashMap<>();

    /**
     * @param person the how-manieth of the people
     */
    record Open(CallId call, int person) {}

    FloorBoard(JdbcClient db) {
        this.db = db;
    }

    void read() {
        record Row(StaffId nurse, Open open) {}
        open =
                db
                        .sql(
                                """
                                SELECT a.staff_id, a.call_id, substr(p.name, 7)::int AS person
                                FROM dialer.attempt a JOIN patient.patient p ON p.id = a.patient_id
                                WHERE a.settled_at IS NULL AND a.staff_id IS NOT NULL
                                """)
                        .query((row, _) ->
                                new Row(
                                        new StaffId(row.getObject("staff_id", UUID.class)),
                                        new Open(
                                                new CallId(row.getObject("call_id", UUID.class)),
                                                row.getInt("person"))))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Row::nurse, Row::open));
    }

    @Nullable Open of(StaffId nurse) {
        var hers = open.get(nurse);
        return hers == null || done.containsKey(hers.call()) ? null : hers;
    }

    void done(CallId call) {
        done.put(call, true);
    }
}
