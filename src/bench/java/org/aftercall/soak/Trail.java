package org.aftercall.soak;

import org.aftercall.audit.Chain;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The trail, looked at again and again. */
final class Trail {
    private final JdbcClient db;
    private @Nullable Row last;

    private record Row(long seq, byte[] hash) {}

    Trail(JdbcClient db) {
        this.db = db;
    }

    /** How many it had when it was looked at last. */
    long rows() {
        return last == null ? 0 : last.seq();
    }

    /**
     * Whether each row fits to the one before it, and the row is still there that was the last one:
     * how long it once was, the chain itself does not know.
     */
    boolean isWhole() {
        var before = last;
        boolean kept = before == null || has(before);
        last =
                db.sql("SELECT seq, hash FROM audit.access ORDER BY seq DESC LIMIT 1")
                        .query((row, _) -> new Row(row.getLong("seq"), row.getBytes("hash")))
                        .single();
        var broken = Chain.firstBrokenRow(db);
        broken.ifPresent(row -> System.out.println("  the trail does not fit from row " + row));
        return kept && broken.isEmpty();
    }

    private boolean has(Row row) {
        return db.sql("SELECT count(*) FROM audit.access WHERE seq = ? AND hash = ?")
                        .param(row.seq())
                        .param(row.hash())
                        .query(Long.class)
                        .single()
                == 1;
    }
}
