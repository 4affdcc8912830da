package org.aftercall.recording;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.vault.SealedKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The recording table. */
@Repository
class RecordingRows {
    private static final String FACTS =
            "id, call_id, state, reason, record_id, department, nurse_name, patient_name, language,"
                    + " duration_ms, bytes, sha256, stored_at, erased_at";

    private final JdbcClient db;

    RecordingRows(JdbcClient db) {
        this.db = db;
    }

    /** The row of a call, made at need. */
    RecordingId expect(CallId call) {
        db.sql(
                        """
                        INSERT INTO recording.recording (id, call_id) VALUES (:id, :call)
                        ON CONFLICT (call_id) DO NOTHING
                        """)
                .param("id", RecordingId.next().value())
                .param("call", call.value())
                .update();
        return db.sql("SELECT id FROM recording.recording WHERE call_id = :call")
                .param("call", call.value())
                .query((rs, _) -> new RecordingId(rs.getObject(1, UUID.class)))
                .single();
    }

    void ended(RecordingId id, @Nullable Instant started, Instant ended) {
        db.sql(
                        """
                        UPDATE recording.recording
                        SET started_at = coalesce(started_at, :started), ended_at = coalesce(ended_at, :ended)
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .param("started", Sql.utcOrNull(started))
                .param("ended", Sql.utc(ended))
                .update();
    }

    void label(RecordingId id, Recording.Label label) {
        db.sql(
                        """
                        UPDATE recording.recording
                        SET record_id = :record, department = :department, nurse_name = :nurse,
                            patient_name = :patient, language = :language
                        WHERE id = :id
                        """)
                .param("id", id.value())
                .param("record", label.record())
                .param("department", label.department())
                .param("nurse", label.nurse())
                .param("patient", label.patient())
                .param("language", label.language())
                .update();
    }

    Optional<Recording> find(RecordingId id) {
        return db.sql("SELECT " + FACTS + " FROM recording.recording WHERE id = :id")
                .param("id", id.value())
                .query(RecordingRows::recording)
                .optional();
    }

    List<Recording> of(Collection<CallId> calls) {
        return db.sql("SELECT " + FACTS + " FROM recording.recording WHERE call_id = ANY(:calls)")
                .param("calls", calls.stream().map(CallId::value).toArray(UUID[]::new))
                .query(RecordingRows::recording)
                .list();
    }

    /** A recording whose call is over and which is not decided yet. */
    record Waiting(RecordingId id, CallId call, Instant endedAt) {}

    Optional<Waiting> waiting(RecordingId id) {
        return db.sql(
                        """
                        SELECT id, call_id, ended_at FROM recording.recording
                        WHERE id = :id AND state = 'WAITING' AND ended_at IS NOT NULL
                        """)
                .param("id", id.value())
                .query(RecordingRows::waitingRow)
                .optional();
    }

    List<RecordingId> waiting() {
        return db.sql(
                        """
                        SELECT id FROM recording.recording
                        WHERE state = 'WAITING' AND ended_at IS NOT NULL ORDER BY ended_at
                        """)
                .query((rs, _) -> new RecordingId(rs.getObject(1, UUID.class)))
                .list();
    }

    /** The first key offered stays; none is needed for what is kept already. */
    Optional<SealedKey> key(RecordingId id, SealedKey offered) {
        return db.sql(
                        """
                        UPDATE recording.recording
                        SET master_id = coalesce(master_id, :master), sealed_key = coalesce(sealed_key, :key)
                        WHERE id = :id AND state = 'WAITING' RETURNING master_id, sealed_key
                        """)
                .param("id", id.value())
                .param("master", offered.master())
                .param("key", offered.sealed())
                .query((rs, _) -> new SealedKey(rs.getString(1), rs.getBytes(2)))
                .optional();
    }

    Optional<SealedKey> key(RecordingId id) {
        return db.sql(
                        """
                        SELECT master_id, sealed_key FROM recording.recording
                        WHERE id = :id AND sealed_key IS NOT NULL
                        """)
                .param("id", id.value())
                .query((rs, _) -> new SealedKey(rs.getString(1), rs.getBytes(2)))
                .optional();
    }

    boolean stored(RecordingId id, Kept kept, Instant at) {
        return db.sql(
                                """
                                UPDATE recording.recording
                                SET state = 'STORED', duration_ms = :duration, bytes = :bytes, sealed_bytes = :sealed,
                                    sha256 = :sha, peaks_per_second = :rate, nurse_peaks = :nursePeaks,
                                    nurse_peak_dbfs = :nursePeak, nurse_rms_dbfs = :nurseRms,
                                    patient_peaks = :patientPeaks, patient_peak_dbfs = :patientPeak,
                                    patient_rms_dbfs = :patientRms, stored_at = :at
                                WHERE id = :id AND state = 'WAITING'
                                """)
                        .param("id", id.value())
                        .param("duration", kept.heard().durationMs())
                        .param("bytes", kept.bytes())
                        .param("sealed", kept.sealedBytes())
                        .param("sha", kept.sha256())
                        .param("rate", Profile.PER_SECOND)
                        .param("nursePeaks", kept.heard().nurse().peaks())
                        .param("nursePeak", kept.heard().nurse().peakDbfs())
                        .param("nurseRms", kept.heard().nurse().rmsDbfs())
                        .param("patientPeaks", kept.heard().patient().peaks())
                        .param("patientPeak", kept.heard().patient().peakDbfs())
                        .param("patientRms", kept.heard().patient().rmsDbfs())
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }

    boolean missed(RecordingId id, String state, Recording.Reason why) {
        return db.sql(
                                """
                                UPDATE recording.recording SET state = :state, reason = :why
                                WHERE id = :id AND state = 'WAITING'
                                """)
                        .param("id", id.value())
                        .param("state", state)
                        .param("why", why.name())
                        .update()
                == 1;
    }

    /** A lost one whose tape has turned up after all waits again. */
    boolean found(RecordingId id) {
        return db.sql(
                                """
                                UPDATE recording.recording SET state = 'WAITING', reason = NULL
                                WHERE id = :id AND state = 'LOST'
                                """)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    Optional<Profiles> profiles(RecordingId id) {
        return db.sql(
                        """
                        SELECT peaks_per_second, nurse_peaks, nurse_peak_dbfs, nurse_rms_dbfs,
                               patient_peaks, patient_peak_dbfs, patient_rms_dbfs
                        FROM recording.recording WHERE id = :id AND state = 'STORED'
                        """)
                .param("id", id.value())
                .query((rs, _) ->
                        new Profiles(
                                rs.getInt(1),
                                new Profile(rs.getBytes(2), rs.getFloat(3), rs.getFloat(4)),
                                new Profile(rs.getBytes(5), rs.getFloat(6), rs.getFloat(7))))
                .optional();
    }

    Optional<Long> sealedBytes(RecordingId id) {
        return db.sql(
                        "SELECT sealed_bytes FROM recording.recording WHERE id = :id AND state = 'STORED'")
                .param("id", id.value())
                .query(Long.class)
                .optional();
    }

    int countWaiting() {
        return db.sql(
                        """
                        SELECT count(*) FROM recording.recording
                        WHERE state = 'WAITING' AND ended_at IS NOT NULL
                        """)
                .query(Integer.class)
                .single();
    }

    boolean playedSince(RecordingId id, UUID staff, String version, Instant since) {
        return db.sql(
                        """
                        SELECT EXISTS (SELECT FROM recording.play
                                       WHERE recording_id = :id AND staff_id = :staff AND version = :version AND at >= :since)
                        """)
                .param("id", id.value())
                .param("staff", staff)
                .param("version", version)
                .param("since", Sql.utc(since))
                .query(Boolean.class)
                .single();
    }

    void played(RecordingId id, UUID staff, String version, Instant at) {
        db.sql(
                        """
                        INSERT INTO recording.play (recording_id, staff_id, version, at)
                        VALUES (:id, :staff, :version, :at)
                        ON CONFLICT (recording_id, staff_id) DO UPDATE SET version = :version, at = :at
                        """)
                .param("id", id.value())
                .param("staff", staff)
                .param("version", version)
                .param("at", Sql.utc(at))
                .update();
    }

    private static Waiting waitingRow(ResultSet rs, int row) throws SQLException {
        return new Waiting(
                new RecordingId(rs.getObject("id", UUID.class)),
                new CallId(rs.getObject("call_id", UUID.class)),
                Sql.instant(rs, "ended_at"));
    }

    private static Recording recording(ResultSet rs, int row) throws SQLException {
        var record = rs.getObject("record_id", UUID.class);
        return new Recording(
                new RecordingId(rs.getObject("id", UUID.class)),
                new CallId(rs.getObject("call_id", UUID.class)),
                record == null
                        ? null
                        : new Recording.Label(
                                record,
                                rs.getString("department"),
                                rs.getString("nurse_name"),
                                rs.getString("patient_name"),
                                rs.getString("language")),
                state(rs));
    }

    private static Recording.State state(ResultSet rs) throws SQLException {
        var code = rs.getString("state");
        return switch (code) {
            case "WAITING" -> new Recording.State.Waiting();
            case "STORED" ->
                    new Recording.State.Stored(
                            rs.getLong("duration_ms"),
                            rs.getLong("bytes"),
                            HexFormat.of().formatHex(rs.getBytes("sha256")),
                            Sql.instant(rs, "stored_at"));
            case "EMPTY" -> new Recording.State.Empty(reason(rs));
            case "LOST" -> new Recording.State.Lost(reason(rs));
            case "ERASED" -> new Recording.State.Erased(reason(rs), Sql.instant(rs, "erased_at"));
            default -> throw new IllegalStateException(code);
        };
    }

    private static Recording.Reason reason(ResultSet rs) throws SQLException {
        return Recording.Reason.valueOf(rs.getString("reason"));
    }
}
