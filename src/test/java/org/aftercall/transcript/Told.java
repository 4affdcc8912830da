package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.aftercall.TestClock;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Sql;
import org.aftercall.recording.CallIds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.transcript.engine.Engine;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Talks that were listened to, without anybody having spoken. */
@TestComponent
class Told {
    static final Engine.Maker MODEL = new Engine.Maker("vosk", "demo-en", "en", true, null);

    private final JdbcClient db;
    private final TranscriptRows rows;
    private final Transcripts.Writing writing;
    private final Recordings recordings;
    private final TestClock clock;

    Told(
            JdbcClient db,
            TranscriptRows rows,
            Transcripts.Writing writing,
            Recordings recordings,
            TestClock clock) {
        this.db = db;
        this.rows = rows;
        this.writing = writing;
        this.recordings = recordings;
        this.clock = clock;
    }

    record Talk(CallId call, RecordingId recording) {}

    /** Nurse and patient in turn, a sentence each, one a second. */
    Talk talk(String department, String... sentences) {
        var call = CallIds.over(db, clock.instant(), true);
        recordings.label(
                call, new Recording.Label(UUID.randomUUID(), department, "Nurse", "Patient", "en"));
        db.sql(
                        "UPDATE recording.recording SET started_at = :at, ended_at = :at WHERE call_id = :call")
                .param("at", Sql.utc(clock.instant()))
                .param("call", call.value())
                .update();
        var recording = recordings.of(call).orElseThrow().id();
        rows.expect(recording, call);
        again(recording, sentences);
        return new Talk(call, recording);
    }

    void again(RecordingId recording, String... sentences) {
        by(MODEL, recording, sentences);
    }

    void by(Engine.Maker maker, RecordingId recording, String... sentences) {
        var all = new ArrayList<Utterance>();
        for (var sentence : sentences) {
            int n = all.size();
            all.add(said(n, n % 2 == 0 ? Speaker.NURSE : Speaker.PATIENT, sentence));
        }
        writing.ready(
                rows.of(recording).orElseThrow(), new Interpreter.Result(maker, List.copyOf(all)));
    }

    /** Words of 100 ms. */
    static Utterance said(int n, Speaker speaker, String sentence) {
        var words = new ArrayList<Utterance.Word>();
        for (var w : Arrays.stream(sentence.split(" ")).filter(w -> !w.isEmpty()).toList()) {
            int at = n * 1000 + words.size() * 100;
            words.add(new Utterance.Word(w, at, at + 100, 1));
        }
        return new Utterance(n, speaker, n * 1000, words.getLast().e(), words);
    }
}
