package org.aftercall.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * What only one of several applications on the same database does at a time. A lease has a token
 * that grows with every holder, and every transaction begun under a lease is fenced by it: the
 * database refuses all writes of an application that stood still and does not know yet that another
 * took over.
 */
@Component
public class Leases implements TransactionExecutionListener, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);
    private static final ScopedValue<Held> HELD = ScopedValue.newInstance();

    /** Who has it for longer took it before the clock was set back. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final JdbcClient db;
    private final Duration term;
    private final UUID me = UUID.randomUUID();
    private final AtomicLong refused = new AtomicLong();

    /**
     * @param term longer than a collecting JVM or a network that restarts stands still; renewed at
     *     each use
     */
    Leases(DataSource database, @Value("${aftercall.lease:10s}") Duration term) {
        this.db = JdbcClient.create(database);
        this.term = term;
    }

    private record Held(String name, long token) {}

    /**
     * Does it if nobody else holds the lease of that name; whoever did it last goes on holding it
     * for ten seconds. To be called outside of transactions.
     *
     * @return whether it was done
     */
    public boolean alone(String name, Runnable what) {
        var token = take(name);
        token.ifPresent(t -> ScopedValue.where(HELD, new Held(name, t)).run(what));
        return token.isPresent();
    }

    /** Waits, within a transaction, until no other does the same, and keeps others waiting. */
    public void queue(String what) {
        db.sql("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")
                .param("what", what)
                .query(_ -> {});
    }

    /** How many transactions the database refused because they came too late. */
    public long refused() {
        return refused.get();
    }

    private Optional<Long> take(String name) {
        return db.sql(
                        """
                        UPDATE jobs.lease SET holder = :me, until = clock_timestamp() + CAST(:term AS interval),
                               token = token + CASE WHEN holder = :me AND until > clock_timestamp() THEN 0 ELSE 1 END
                        WHERE name = :name AND (holder = :me OR until <= clock_timestamp()
                                                OR until > clock_timestamp() + CAST(:longest AS interval))
                        RETURNING token
                        """)
                .param("me", me)
                .param("term", term.toMillis() + " milliseconds")
                .param("longest", term.plus(SLACK).toMillis() + " milliseconds")
                .param("name", name)
                .query(Long.class)
                .optional()
                .or(() -> first(name));
    }

    private Optional<Long> first(String name) {
        return db.sql(
                        """
                        INSERT INTO jobs.lease (name, holder, token, until)
                        SELECT :name, :me, 1, clock_timestamp() + CAST(:term AS interval)
                        WHERE NOT EXISTS (SELECT FROM jobs.lease WHERE name = :name)
                        ON CONFLICT DO NOTHING RETURNING token
                        """)
                .param("me", me)
                .param("term", term.toMillis() + " milliseconds")
                .param("name", name)
                .query(Long.class)
                .optional();
    }

    /**
     * Nothing is thrown here, where Spring would lose the connection: a transaction in which the
     * fence failed is aborted, so PostgreSQL refuses every further word of it and its commit.
     */
    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        // What only reads does no harm late, and may not keep the lease still.
        if (failure != null || transaction.isReadOnly() || !HELD.isBound()) {
            return;
        }
        var held = HELD.get();
        try {
            db.sql("SELECT jobs.fence(:name, :token)")
                    .param("name", held.name())
                    .param("token", held.token())
                    .query(_ -> {});
        } catch (DataAccessException stale) {
            refused.incrementAndGet();
            log.warn("What is done under the lease {} comes too late", held.name());
        }
    }

    /** Others need not wait for one who goes. */
    @Override
    public void destroy() {
        try {
            db.sql("UPDATE jobs.lease SET until = clock_timestamp() WHERE holder = :me")
                    .param("me", me)
                    .update();
        } catch (DataAccessException gone) {
            log.debug("The database went first: {}", gone.getMessage());
        }
    }
}
