package org.aftercall.transcript;

import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Redactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells of a recording which words not everybody may hear, whenever its words change. */
@Component
class Covering {
    private final JdbcClient db;
    private final UtteranceRows utterances;
    private final Redactions redactions;

    Covering(JdbcClient db, UtteranceRows utterances, Redactions redactions) {
        this.db = db;
        this.utterances = utterances;
        this.redactions = redactions;
    }

    /** In the transaction that changes the words. */
    void words(TranscriptId id) {
        redactions.found(recording(id), utterances.hidden(id));
    }

    private RecordingId recording(TranscriptId id) {
        return db.sql("SELECT recording_id FROM transcript.transcript WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> new RecordingId(row.getObject(1, java.util.UUID.class)))
                .single();
    }

    /** There are none, and none will come by itself. */
    void none(RecordingId id) {
        redactions.hopeless(id);
    }
}
