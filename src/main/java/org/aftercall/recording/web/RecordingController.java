package org.aftercall.recording.web;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.kernel.HouseWords;
import org.aftercall.recording.Appearance;
import org.aftercall.recording.Attendance;
import org.aftercall.recording.Consent;
import org.aftercall.recording.Gap;
import org.aftercall.recording.Moments;
import org.aftercall.recording.OneSided;
import org.aftercall.recording.Recording;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Redactions;
import org.aftercall.recording.Redactions.Version;
import org.aftercall.recording.media.Bleep;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is known of a recording, with its waveform; the sound itself is {@link MediaController}. */
@RestController
@RequestMapping("/api/v1/recordings/{id}")
@PreAuthorize("hasAuthority('recording.play')")
class RecordingController {
    private final Recordings recordings;
    private final Appearance appearance;
    private final Moments moments;
    private final Redactions redactions;
    private final HouseWords words;

    RecordingController(
            Recordings recordings,
            Appearance appearance,
            Moments moments,
            Redactions redactions,
            HouseWords words) {
        this.recordings = recordings;
        this.redactions = redactions;
        this.appearance = appearance;
        this.moments = moments;
        this.words = words;
    }

    /**
     * What she hears of it.
     *
     * @param version ORIGINAL, BLEEPED (a tone instead of words) or WITHHELD (not searched yet)
     * @param bleeps where there is a tone, for her or for others
     */
    record Hearing(String version, List<Bleep> bleeps) {}

    record View(
            UUID id,
            UUID callId,
            @Nullable UUID recordId,
            String state,
            @Nullable String reason,
            @Nullable Long durationMs,
            @Nullable Waveform peaks,
            @Nullable String sha256,
            @Nullable Long bytes,
            @Nullable Instant storedAt,
            @Nullable String leftName,
            @Nullable String rightName,
            @Nullable Instant keptUntil,
            boolean held,
            @Nullable UUID stayId,
            List<Attendance.Present> parties,
            List<Gap> gaps,
            @Nullable Consent consent,
            @Nullable OneSided oneSided,
            @Nullable Hearing hearing) {}

    @GetMapping
    View view(@PathVariable UUID id, Locale locale) {
        var recording = recordings.visible(new RecordingId(id));
        var label = recording.label();
        var look = appearance.of(recording);
        var stored = recording.state() instanceof Recording.State.Stored s ? s : null;
        var version = stored == null ? null : redactions.forMe(recording.id());
        return new View(
                id,
                recording.call().value(),
                label == null ? null : label.record(),
                recording.state().code(),
                reason(recording.state(), locale),
                stored == null ? null : stored.durationMs(),
                peaks(recording.id(), version),
                stored == null ? null : stored.sha256(),
                stored == null ? null : stored.bytes(),
                stored == null ? null : stored.at(),
                label == null ? null : label.nurse(),
                label == null ? null : label.patient(),
                look.term().until(),
                look.term().held(),
                look.term().stay(),
                look.parties(),
                look.gaps(),
                look.consent(),
                look.oneSided(),
                version == null
                        ? null
                        : new Hearing(version.code(), redactions.bleeps(recording.id())));
    }

    @GetMapping("/moments")
    List<Moments.Moment> moments(@PathVariable UUID id) {
        return moments.of(recordings.visible(new RecordingId(id)).call());
    }

    record Remark(
            @Nullable Long atMs,
            @Nullable Long untilMs,
            @Nullable String said,
            @Nullable UUID answers) {}

    @PostMapping("/moments")
    List<Moments.Moment> comment(@PathVariable UUID id, @RequestBody Remark remark) {
        var recording = recordings.visible(new RecordingId(id));
        moments.comment(
                recording,
                new Moments.Spot(
                        remark.atMs() == null ? -1 : remark.atMs(),
                        remark.untilMs(),
                        remark.answers()),
                remark.said() == null ? "" : remark.said());
        return moments.of(recording.call());
    }

    /** As it is heard; before it may be, as it is: loudness tells no word. */
    private @Nullable Waveform peaks(RecordingId id, @Nullable Version version) {
        var bleeps = version instanceof Version.Bleeped(var tones) ? tones : List.<Bleep>of();
        return recordings.profiles(id).map(p -> Waveform.of(p, bleeps)).orElse(null);
    }

    private @Nullable String reason(Recording.State state, Locale locale) {
        return switch (state) {
            case Recording.State.Waiting _, Recording.State.Stored _ -> null;
            case Recording.State.Empty(var why) -> text(why, locale);
            case Recording.State.Lost(var why) -> text(why, locale);
            case Recording.State.Erased(var why, _) -> text(why, locale);
        };
    }

    private String text(Recording.Reason why, Locale locale) {
        return words.of("recording.reason." + why.name(), locale);
    }
}
