package org.aftercall.followup;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aftercall.call.CallId;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.transcript.Transcripts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sound and the words that belong to a record. */
@Component
class Parts {
    private final Recordings recordings;
    private final Transcripts transcripts;

    Parts(Recordings recordings, Transcripts transcripts) {
        this.recordings = recordings;
        this.transcripts = transcripts;
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
