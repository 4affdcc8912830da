package org.aftercall.recording;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which lists' talks are recorded. */
@Service
public class Modes {
    private final JdbcClient db;
    private final AuditTrail trail;

    Modes(JdbcClient db, AuditTrail trail) {
        this.db = db;
        this.trail = trail;
    }

    public RecordingMode of(UUID worklist) {
        return db.sql("SELECT mode FROM recording.mode WHERE worklist_id = :list")
                .param("list", worklist)
                .query(String.class)
                .optional()
                .map(RecordingMode::valueOf)
                .orElse(RecordingMode.ALWAYS);
    }

    /** Of the lists for which somebody chose; all others are ALWAYS. */
    public Map<UUID, RecordingMode> all() {
        var all = new HashMap<UUID, RecordingMode>();
        db.sql("SELECT worklist_id, mode FROM recording.mode")
                .query(rs -> {
                    all.put(rs.getObject(1, UUID.class), RecordingMode.valueOf(rs.getString(2)));
                });
        return all;
    }

    /** From the next call on. */
    public void choose(UUID worklist, RecordingMode mode) {
        db.sql(
                        """
                        INSERT INTO recording.mode (worklist_id, mode) VALUES (:list, :mode)
                        ON CONFLICT (worklist_id) DO UPDATE SET mode = :mode
                        """)
                .param("list", worklist)
                .param("mode", mode.name())
                .update();
        trail.note("recording.mode", "worklist", worklist, null, "mode=" + mode);
    }
}
