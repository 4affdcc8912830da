package org.aftercall.recording;

import java.util.List;
import org.aftercall.recording.media.Bleep;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What of the recordings not everybody may hear, as far as somebody has looked for it. */
@Service
public class Redactions {
    private final JdbcClient db;
    private final RecordingSettings settings;

    Redactions(JdbcClient db, RecordingSettings settings) {
        this.db = db;
        this.settings = settings;
    }

    /**
     * Words that not everybody may hear.
     *
     * @param fromMs milliseconds from the recording's beginning
     * @param untilMs exclusive
     */
    public record Stretch(long fromMs, long untilMs) {}

    /** What somebody hears of a recording. */
    public sealed interface Version {
        record Original() implements Version {}

        /** A tone instead of words. */
        record Bleeped(List<Bleep> bleeps) implements Version {}

        /** Nothing: nobody has looked yet for what has to be covered. */
        record Withheld() implements Version {}

        /** The code of it for a screen. */
        default String code() {
            return switch (this) {
                case Original _ -> "ORIGINAL";
                case Bleeped _ -> "BLEEPED";
                case Withheld _ -> "WITHHELD";
            };
        }

        /** For the trail. */
        default String words() {
            return switch (this) {
                case Original _ -> "original";
                case Bleeped(var bleeps) -> "bleeped:" + bleeps.size();
                case Withheld _ -> "none";
            };
        }
    }

    /** Somebody has looked: it is these, whatever was told before. */
    @Transactional
    public void found(RecordingId id, List<Stretch> words) {
        db.sql("DELETE FROM recording.covered WHERE recording_id = :id")
                .param("id", id.value())
                .update();
        for (var one : words) {
            db.sql(
                            """
                            INSERT INTO recording.covered (recording_id, from_ms, until_ms) VALUES (:id, :from, :until)
                            ON CONFLICT DO NOTHING
                            """)
                    .param("id", id.value())
                    .param("from", one.fromMs())
                    // A corrected word may have no length of its own.
                    .param("until", Math.max(one.untilMs(), one.fromMs() + 1))
                    .update();
        }
        db.sql("UPDATE recording.recording SET searched = 'DONE' WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    /** Nobody can look, as long as nothing changes: there is no model for the language. */
    public void hopeless(RecordingId id) {
        db.sql(
                        """
                        UPDATE recording.recording SET searched = 'HOPELESS' WHERE id = :id AND searched IS NULL
                        """)
                .param("id", id.value())
                .update();
    }

    /** What the signed-in person hears. */
    public Version forMe(RecordingId id) {
        return CurrentUser.get().may(Permission.SENSITIVE_READ)
                ? new Version.Original()
                : forOthers(id);
    }

    /** What those hear who may not hear everything. */
    public Version forOthers(RecordingId id) {
        var searched = searched(id);
        if (searched.equals("DONE")) {
            return covered(id);
        }
        boolean plays =
                switch (settings.unsearched()) {
                    case PLAY -> true;
                    case WAIT -> searched.equals("HOPELESS");
                    case REFUSE -> false;
                };
        return plays ? new Version.Original() : new Version.Withheld();
    }

    /** For a copy that claims to be covered: somebody must have looked, whatever the house says. */
    public Version covered(RecordingId id) {
        if (!searched(id).equals("DONE")) {
            return new Version.Withheld();
        }
        var bleeps = bleeps(id);
        return bleeps.isEmpty() ? new Version.Original() : new Version.Bleeped(bleeps);
    }

    /** Where others hear a tone, in its order. */
    public List<Bleep> bleeps(RecordingId id) {
        return Bleep.over(
                db.sql(
                                """
                                SELECT from_ms, until_ms FROM recording.covered WHERE recording_id = :id
                                """)
                        .param("id", id.value())
                        .query((rs, _) -> new Bleep(rs.getLong(1), rs.getLong(2)))
                        .list());
    }

    /** DONE, HOPELESS, or nothing while that is to come. */
    private String searched(RecordingId id) {
        return db.sql("SELECT coalesce(searched, '') FROM recording.recording WHERE id = :id")
                .param("id", id.value())
                .query(String.class)
                .single();
    }
}
