package org.aftercall.recording;

import java.util.List;
import java.util.Optional;
import org.aftercall.call.Calls;
import org.aftercall.call.Sounds;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What a recording looks like beside its waveform: who was there, what is missing, and why. */
@Service
public class Appearance {
    private final Recordings recordings;
    private final Calls calls;
    private final Sounds sounds;
    private final Pauses pauses;
    private final Attendance attendance;
    private final Retention retention;

    Appearance(
            Recordings recordings,
            Calls calls,
            Sounds sounds,
            Pauses pauses,
            Attendance attendance,
            Retention retention) {
        this.recordings = recordings;
        this.calls = calls;
        this.sounds = sounds;
        this.pauses = pauses;
        this.attendance = attendance;
        this.retention = retention;
    }

    /**
     * @param consent null where nobody was asked
     * @param oneSided null when both are heard, or neither
     */
    public record Look(
            List<Attendance.Present> parties,
            List<Gap> gaps,
            @Nullable Consent consent,
            @Nullable OneSided oneSided,
            Retention.Term term) {}

    public Look of(Recording recording) {
        long length = recording.state() instanceof Recording.State.Stored s ? s.durationMs() : 0;
        var call = calls.get(recording.call());
        return new Look(
                attendance.of(recording, length),
                pauses.gaps(recording.call(), call.times().answered(), length),
                pauses.consent(recording.call()).orElse(null),
                recordings
                        .profiles(recording.id())
                        .flatMap(p ->
                                Optional.ofNullable(
                                        OneSided.of(p, call, sounds.of(call.id()).isPresent())))
                        .orElse(null),
                retention.of(recording.id()));
    }
}
