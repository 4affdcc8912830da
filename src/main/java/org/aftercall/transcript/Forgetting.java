package org.aftercall.transcript;

import org.aftercall.call.CallId;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingErased;
import org.aftercall.recording.RecordingMissed;
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
        forgetCues(event.call());
    }

    /** Where he did not agree, what was heard before he said so goes as well. */
    @ApplicationModuleListener
    void on(RecordingMissed event) {
        if (event.why() == Recording.Reason.NOT_AGREED) {
            forgetCues(event.call());
        }
    }

    private void forgetCues(CallId call) {
        db.sql("DELETE FROM transcript.cue WHERE call_id = :call")
                .param("call", call.value())
                .update();
    }
}
