package org.aftercall.followup;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.Relation;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.NextStep;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The signed versions of records that were opened again. */
@Repository
class Past {
    private final JdbcClient db;
    private final JsonMapper json;

    Past(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * A version as it was signed.
     *
     * @param signedBy null when the house signed
     * @param next what was decided to follow
     * @param why it was opened again; null when its nurse took it back at once
     */
    record Version(
            int version,
            Disposition disposition,
            Said said,
            String note,
            @Nullable UUID signedBy,
            Instant signedAt,
            NextStep next,
            @Nullable Instant callbackAt,
            StaffId reopenedBy,
            Instant reopenedAt,
            @Nullable String why) {

        /** Whether a decision is the one that was made before. */
        boolean decided(Disposition what, @Nullable Instant when) {
            return disposition == what && (when == null || when.equals(callbackAt));
        }

        @Override
        public String toString() {
            return "Version[" + version + "]";
        }
    }

    /** What was answered, and the axes as the nurse set them. */
    record Said(
            Map<String, JsonNode> answers,
            @Nullable Reached reached,
            @Nullable Relation relation,
            @Nullable Completion completion,
            @Nullable Clinical clinical) {
        @Override
        public String toString() {
            return "Said[…]";
        }
    }

    /**
     * Keeps what was signed and opens the record for a new version; in this order, or the database
     * refuses it.
     *
     * @return whether it was signed, and still in that version
     */
    boolean reopen(FollowUp record, StaffId by, @Nullable String why, Instant now) {
        var kept =
                db.sql(
                                """
                                INSERT INTO followup.past (record_id, version, contents, reopened_at, reopened_by, why)
                                SELECT r.id, r.version, to_jsonb(r), :now, :by, :why
                                FROM followup.record r WHERE r.id = :id AND r.version = :version AND r.state = 'SIGNED'
                                """)
                        .param("id", record.id().value())
                        .param("version", record.version())
                        .param("by", by.value())
                        .param("why", why)
                        .param("now", Sql.utc(now))
                        .update();
        return kept == 1
                && db.sql(
                                        """
                                        UPDATE followup.record SET state = 'OPEN', version = version + 1, saved_at = :now,
                                               disposition = NULL, callback_at = NULL, next_step = NULL, next_at = NULL,
                                               open_question = NULL, signed_at = NULL, signed_by = NULL, seal = NULL
                                        WHERE id = :id
                                        """)
                                .param("id", record.id().value())
                                .param("now", Sql.utc(now))
                                .update()
                        == 1;
    }

    /** The oldest first. */
    List<Version> of(FollowUpId id) {
        return db.sql("SELECT * FROM followup.past WHERE record_id = :id ORDER BY version")
                .param("id", id.value())
                .query(this::version)
                .list();
    }

    Optional<Version> last(FollowUpId id) {
        return of(id).reversed().stream().findFirst();
    }

    private Version version(ResultSet row, int n) throws SQLException {
        var was = json.readTree(row.getString("contents"));
        var signedBy = text(was, "signed_by");
        var signedAt = instant(was, "signed_at");
        return new Version(
                row.getInt("version"),
                Disposition.valueOf(was.path("disposition").stringValue()),
                said(was),
                was.path("note").stringValue(),
                signedBy == null ? null : UUID.fromString(signedBy),
                signedAt == null ? Instant.EPOCH : signedAt,
                new NextStep(was.path("next_step").stringValue(), instant(was, "next_at")),
                instant(was, "callback_at"),
                new StaffId(row.getObject("reopened_by", UUID.class)),
                Sql.instant(row, "reopened_at"),
                row.getString("why"));
    }

    private Said said(JsonNode was) {
        return new Said(
                Answers.read(json, was.path("answers").toString()),
                Rows.value(Reached.class, text(was, "reached")),
                Rows.value(Relation.class, text(was, "relation")),
                Rows.value(Completion.class, text(was, "completion")),
                Rows.value(Clinical.class, text(was, "clinical")));
    }

    private static @Nullable String text(JsonNode was, String field) {
        var value = was.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable Instant instant(JsonNode was, String field) {
        var text = text(was, field);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
