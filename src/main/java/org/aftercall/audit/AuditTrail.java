package org.aftercall.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The append-only record of who saw, heard or changed what. */
@Service
public class AuditTrail {
    private static final byte[] FIRST = new byte[32];
    // Writers queue here, so that each row knows the one before it.
    private static final long CHAIN = 0xA0D17L;

    private final JdbcClient db;
    private final Clock clock;

    AuditTrail(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** One row of the trail. */
    public record Row(
            long seq,
            Instant at,
            @Nullable UUID who,
            String login,
            String action,
            String subjectType,
            @Nullable UUID subject,
            @Nullable UUID patient,
            String detail) {}

    private record Last(long seq, byte[] hash) {}

    /** Notes what the signed-in person does; committed before this returns. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void note(
            String action, String subjectType, @Nullable UUID subject, @Nullable UUID patient) {
        note(action, subjectType, subject, patient, "");
    }

    /**
     * @param detail codes and ids only, never a name or a number
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void note(
            String action,
            String subjectType,
            @Nullable UUID subject,
            @Nullable UUID patient,
            String detail) {
        var who = CurrentUser.find();
        db.sql("SELECT pg_advisory_xact_lock(:chain)").param("chain", CHAIN).query(_ -> {});
        var last =
                db.sql("SELECT seq, hash FROM audit.access ORDER BY seq DESC LIMIT 1")
                        .query((row, _) -> new Last(row.getLong(1), row.getBytes(2)))
                        .optional()
                        .orElse(new Last(0, FIRST));
        var row =
                new Row(
                        last.seq() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        who.map(u -> u.id().value()).orElse(null),
                        who.map(u -> u.member().login()).orElse("system"),
                        action,
                        subjectType,
                        subject,
                        patient,
                        detail);
        db.sql(
                        """
                        INSERT INTO audit.access (seq, at, staff_id, login, action, subject_type, subject_id,
                                                  patient_id, detail, previous, hash)
                        VALUES (:seq, :at, :who, :login, :action, :type, :subject, :patient, :detail, :previous, :hash)
                        """)
                .param("seq", row.seq())
                .param("at", Sql.utc(row.at()))
                .param("who", row.who())
                .param("login", row.login())
                .param("action", row.action())
                .param("type", row.subjectType())
                .param("subject", row.subject())
                .param("patient", row.patient())
                .param("detail", row.detail())
                .param("previous", last.hash())
                .param("hash", hash(last.hash(), row))
                .update();
    }

    /** Newest first, from before {@code before}. */
    @Transactional(readOnly = true)
    public List<Row> read(long before, int limit, @Nullable String login, @Nullable String action) {
        return read(before, limit, login, action, null);
    }

    /**
     * The same of one thing only, such as who heard a recording.
     *
     * @param subject the id of what was seen, heard or changed; null for everything
     */
    @Transactional(readOnly = true)
    public List<Row> read(
            long before,
            int limit,
            @Nullable String login,
            @Nullable String action,
            @Nullable UUID subject) {
        return db.sql(
                        """
                        SELECT * FROM audit.access
                        WHERE seq < :before AND (:login::text IS NULL OR login = :login)
                          AND (:action::text IS NULL OR action = :action)
                          AND (:subject::uuid IS NULL OR subject_id = :subject::uuid)
                        ORDER BY seq DESC LIMIT :limit
                        """)
                .param("before", before)
                .param("login", login)
                .param("action", action)
                .param("subject", subject)
                .param("limit", limit)
                .query((row, _) ->
                        new Row(
                                row.getLong("seq"),
                                Sql.instant(row, "at"),
                                row.getObject("staff_id", UUID.class),
                                row.getString("login"),
                                row.getString("action"),
                                row.getString("subject_type"),
                                row.getObject("subject_id", UUID.class),
                                row.getObject("patient_id", UUID.class),
                                row.getString("detail")))
                .list();
    }

    private record Link(Row row, byte[] previous, byte[] hash) {}

    /**
     * Walks the whole chain.
     *
     * @return the first row that does not fit, or empty when nothing was changed, taken out or put
     *     in
     */
    @Transactional(readOnly = true)
    public Optional<Long> firstBrokenRow() {
        var state =
                new Object() {
                    long seq;
                    byte[] hash = FIRST;
                    @Nullable Long broken;
                };
        db.sql("SELECT * FROM audit.access ORDER BY seq")
                .withFetchSize(1000)
                .query(row -> {
                    if (state.broken != null) {
                        return;
                    }
                    var link = link(row);
                    state.seq++;
                    if (link.row().seq() != state.seq
                            || !MessageDigest.isEqual(link.previous(), state.hash)
                            || !MessageDigest.isEqual(link.hash(), hash(state.hash, link.row()))) {
                        state.broken = state.seq;
                    }
                    state.hash = link.hash();
                });
        return Optional.ofNullable(state.broken);
    }

    private static Link link(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Link(
                new Row(
                        row.getLong("seq"),
                        Sql.instant(row, "at"),
                        row.getObject("staff_id", UUID.class),
                        row.getString("login"),
                        row.getString("action"),
                        row.getString("subject_type"),
                        row.getObject("subject_id", UUID.class),
                        row.getObject("patient_id", UUID.class),
                        row.getString("detail")),
                row.getBytes("previous"),
                row.getBytes("hash"));
    }

    private static byte[] hash(byte[] previous, Row row) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(previous);
            for (var field :
                    new Object[] {
                        row.seq(),
                        row.at(),
                        Objects.toString(row.who(), ""),
                        row.login(),
                        row.action(),
                        row.subjectType(),
                        Objects.toString(row.subject(), ""),
                        Objects.toString(row.patient(), ""),
                        row.detail()
                    }) {
                var bytes = field.toString().getBytes(StandardCharsets.UTF_8);
                // With its length before it no two rows write the same bytes.
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
