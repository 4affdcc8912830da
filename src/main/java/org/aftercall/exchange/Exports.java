package org.aftercall.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.Grounds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.media.Watermark;
import org.aftercall.staff.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Hands calls out: each time as a parcel of its own that tells who took it, when and why. */
@Service
class Exports {
    private final JdbcClient db;
    private final Papers papers;
    private final HouseSeal seal;
    private final Clock clock;

    Exports(JdbcClient db, Papers papers, HouseSeal seal, Clock clock) {
        this.db = db;
        this.papers = papers;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * One that was taken out. Prints as an id only.
     *
     * @param masked whether numbers and addresses are covered in it
     */
    record Export(
            UUID id, String who, Instant at, String reason, boolean masked, List<UUID> recordings) {
        @Override
        public String toString() {
            return "Export[" + id + "]";
        }
    }

    /**
     * Noted before the first byte leaves.
     *
     * @throws org.aftercall.kernel.Refusal when nobody has looked yet for what is to be covered
     */
    Export begin(List<Recording> recordings, Grounds why, boolean masked) {
        if (masked) {
            papers.checkSearched(recordings);
        }
        var export =
                new Export(
                        Ids.next(),
                        CurrentUser.get().name(),
                        clock.instant(),
                        why.text(),
                        masked,
                        recordings.stream().map(r -> r.id().value()).toList());
        db.sql(
                        """
                        INSERT INTO exchange.export (id, staff_id, who, at, reason, masked, recordings)
                        VALUES (:id, :staff, :who, :at, :reason, :masked, :recordings)
                        """)
                .param("id", export.id())
                .param("staff", CurrentUser.get().id().value())
                .param("who", export.who())
                .param("at", Sql.utc(export.at()))
                .param("reason", export.reason())
                .param("masked", masked)
                .param("recordings", export.recordings().toArray(UUID[]::new))
                .update();
        papers.note(recordings, export);
        return export;
    }

    /**
     * @throws IOException when the reader is gone, or a sound is not what was stored
     */
    void write(Export export, List<Recording> recordings, OutputStream to) throws IOException {
        var mark = mark(export.id());
        try (var parcel = new Parcel(to)) {
            for (var recording : recordings) {
                papers.put(recording, mark, export.masked(), parcel);
            }
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("export", export.id());
            about.put("takenBy", export.who());
            about.put("at", export.at());
            about.put("reason", export.reason());
            about.put("masked", export.masked());
            about.put("recordings", papers.originals(recordings));
            parcel.seal(about, seal);
        }
    }

    /** What tells its copies from all others. */
    Watermark mark(UUID export) {
        return new Watermark(
                seal.secretForMarks(),
                ByteBuffer.allocate(16)
                        .putLong(export.getMostSignificantBits())
                        .putLong(export.getLeastSignificantBits())
                        .array());
    }

    /** All there ever were, the newest first. */
    List<Export> all() {
        return db.sql(
                        "SELECT id, who, at, reason, masked, recordings FROM exchange.export ORDER BY at DESC")
                .query((rs, _) ->
                        new Export(
                                rs.getObject("id", UUID.class),
                                rs.getString("who"),
                                Sql.instant(rs, "at"),
                                rs.getString("reason"),
                                rs.getBoolean("masked"),
                                List.of((UUID[]) rs.getArray("recordings").getArray())))
                .list();
    }
}
