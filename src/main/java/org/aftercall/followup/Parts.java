package org.aftercall.followup;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.call.Sounds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.telephony.Verdict;
import org.aftercall.transcript.Transcripts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What belongs to a record beside its form: the sound, the words, the line, its way. */
@Component
class Parts {
    private final Recordings recordings;
    private final Transcripts transcripts;
    private final Calls calls;
    private final Sounds sounds;
    private final Rows rows;

    Parts(Recordings recordings, Transcripts transcripts, Calls calls, Sounds sounds, Rows rows) {
        this.recordings = recordings;
        this.transcripts = transcripts;
        this.calls = calls;
        this.sounds = sounds;
        this.rows = rows;
    }

    @Nullable Verdict ear(CallId call) {
        return calls.get(call).ear();
    }

    RecordView.@Nullable Sounding sounding(CallId call) {
        var patient = sounds.of(call).orElse(null);
        var desk = sounds.atDesk(call).orElse(null);
        return patient == null && desk == null ? null : new RecordView.Sounding(patient, desk);
    }

    List<RecordView.Hand> hands(FollowUpId record) {
        return rows.hands(record);
    }

    RecordView.@Nullable Part recording(FollowUp record) {
        // Every order labels a recording, but only a talk has one.
        return record.times().answered() == null
                ? null
                : recordings
                        .of(record.links().call())
                        .map(r -> new RecordView.Part(r.id().value(), r.state().code()))
                        .orElse(null);
    }

    RecordView.@Nullable Part transcript(CallId call) {
        var found = transcripts.of(List.of(call)).get(call);
        return found == null ? null : new RecordView.Part(found.id().value(), found.state());
    }

    /** Which of these calls have sound, and which have words. */
    record Found(Set<UUID> recorded, Set<UUID> transcribed) {}

    Found of(List<UUID> ids) {
        var calls = ids.stream().map(CallId::new).toList();
        return new Found(
                recordings.of(calls).stream()
                        .filter(r -> r.state() instanceof Recording.State.Stored)
                        .map(r -> r.call().value())
                        .collect(Collectors.toSet()),
                transcripts.of(calls).entrySet().stream()
                        .filter(e -> e.getValue().state().equals("READY"))
                        .map(e -> e.getKey().value())
                        .collect(Collectors.toSet()));
    }
}
