package org.aftercall.recording;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the nights found. */
@Service
public class Reports {
    private final JdbcClient db;
    private final Clock clock;

    Reports(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What was done. */
    public enum KindOf {
        /** Retention: what was erased, what was held back. */
        SWEEP,
        /** Rows against objects. */
        INVENTORY
    }

    /**
     * One report.
     *
     * @param night null when somebody asked for it
     * @param figures counts by their codes
     * @param amiss ids that are not as they should be, each with a code before it; at most 100
     */
    public record Report(
            KindOf kind,
            @Nullable LocalDate night,
            Instant began,
            Instant ended,
            boolean good,
            Map<String, Long> figures,
            List<String> amiss) {}

    void write(Report report) {
        db.sql(
                        """
                        INSERT INTO recording.report (id, kind, night, began_at, ended_at, good, figures, amiss)
                        VALUES (:id, :kind, :night, :began, :ended, :good, :figures::jsonb, :amiss::jsonb)
                        ON CONFLICT (kind, night) DO NOTHING
                        """)
                .param("id", Ids.next())
                .param("kind", report.kind().name())
                .param("night", report.night())
                .param("began", Sql.utc(report.began()))
                .param("ended", Sql.utc(clock.instant()))
                .param("good", report.good())
                .param("figures", JsonMapper.shared().writeValueAsString(report.figures()))
                .param("amiss", JsonMapper.shared().writeValueAsString(report.amiss()))
                .update();
    }

    boolean has(KindOf kind, LocalDate night) {
        return db.sql(
                        """
                        SELECT EXISTS (SELECT FROM recording.report WHERE kind = :kind AND night = :night)
                        """)
                .param("kind", kind.name())
                .param("night", night)
                .query(Boolean.class)
                .single();
    }

    Optional<Report> latest(KindOf kind) {
        return list(kind, 1).stream().findFirst();
    }

    /** The newest first. */
    public List<Report> all() {
        return list(null, 60);
    }

    private List<Report> list(@Nullable KindOf kind, int atMost) {
        return db.sql(
                        """
                        SELECT kind, night, began_at, ended_at, good, figures, amiss FROM recording.report
                        WHERE :kind::text IS NULL OR kind = :kind ORDER BY began_at DESC, id DESC LIMIT :atMost
                        """)
                .param("kind", kind == null ? null : kind.name())
                .param("atMost", atMost)
                .query((rs, _) ->
                        new Report(
                                KindOf.valueOf(rs.getString(1)),
                                rs.getObject(2, LocalDate.class),
                                Sql.instant(rs, "began_at"),
                                Sql.instant(rs, "ended_at"),
                                rs.getBoolean(5),
                                JsonMapper.shared()
                                        .readValue(
                                                rs.getString(6),
                                                new TypeReference<Map<String, Long>>() {}),
                                JsonMapper.shared()
                                        .readValue(
                                                rs.getString(7),
                                                new TypeReference<List<String>>() {})))
                .list();
    }
}
