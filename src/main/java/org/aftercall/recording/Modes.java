package org.aftercall.recording;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
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

    /**
     * From the next call on.
     *
     * @param departments whose patients are on the list; empty: of any
     * @throws Refusal when one of them is outside the signed-in person's scope
     */
    public void choose(UUID worklist, Collection<String> departments, RecordingMode mode) {
        var scope = CurrentUser.get().scope();
        if (!scope.all()
                && (departments.isEmpty() || !departments.stream().allMatch(scope::covers))) {
            throw new Refusal(Kind.FORBIDDEN, "recording.modeScope");
        }
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
