package org.aftercall.transcript;

import org.aftercall.recording.RecordingErased;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Words go with the sound they were heard in. */
@Component
class Forgetting {
    private final JdbcClient db;

    Forgetting(JdbcClient db) {
        this.db = db;
    }

    @ApplicationModuleListener
    void on(RecordingErased event) {
        db.sql("DELETE FROM transcript.transcript WHERE recording_id = :id")
                .param("id", event.recording().value())
                .update();
    }
}
