package org.aftercall.exchange;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.followup.FollowUp;
import org.aftercall.followup.FollowUps;
import org.aftercall.recording.Appearance;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.media.Copying;
import org.aftercall.recording.media.Watermark;
import org.aftercall.transcript.Transcripts;
import org.aftercall.transcript.Utterance;
import org.springframework.stereotype.Component;

/** What belongs to a call: its sound, its words, its record. */
@Component
class Papers {
    private final Recordings recordings;
    private final Appearance appearance;
    private final Transcripts transcripts;
    private final FollowUps followUps;
    private final AuditTrail trail;

    Papers(
            Recordings recordings,
            Appearance appearance,
            Transcripts transcripts,
            FollowUps followUps,
            AuditTrail trail) {
        this.recordings = recordings;
        this.appearance = appearance;
        this.transcripts = transcripts;
        this.followUps = followUps;
        this.trail = trail;
    }

    void note(List<Recording> all, UUID export) {
        for (var one : all) {
            trail.note("recording.export", "recording", one.id().value(), null, "export=" + export);
        }
    }

    void put(Recording recording, Watermark mark, Parcel parcel) throws IOException {
        var folder = "calls/" + recording.call().value() + "/";
        if (recording.state() instanceof Recording.State.Stored) {
            parcel.file(
                    folder + "audio.ogg",
                    to -> Copying.copy(recordings.forExport(recording.id()), mark, to));
        }
        parcel.json(folder + "recording.json", sound(recording));
        var transcript = transcripts.of(List.of(recording.call())).get(recording.call());
        if (transcript != null) {
            parcel.json(folder + "transcript.json", words(transcripts.words(transcript.id())));
        }
        var record = followUps.of(recording.call());
        if (record.isPresent()) {
            parcel.json(folder + "record.json", record(record.get()));
        }
    }

    /** The recordings as they lie in the vault, without the mark of this copy. */
    List<Map<String, Object>> originals(List<Recording> all) {
        return all.stream().map(this::sound).toList();
    }

    private Map<String, Object> sound(Recording recording) {
        Map<String, Object> sound = new LinkedHashMap<>();
        sound.put("recording", recording.id().value());
        sound.put("call", recording.call().value());
        sound.put("state", recording.state().code());
        if (recording.state() instanceof Recording.State.Stored stored) {
            sound.put("durationMs", stored.durationMs());
            sound.put("sha256OfTheOriginal", stored.sha256());
            sound.put("storedAt", stored.at());
        }
        var label = recording.label();
        if (label != null) {
            sound.put("department", label.department());
            sound.put("left", Objects.toString(label.nurse(), ""));
            sound.put("right", label.patient());
        }
        var look = appearance.of(recording);
        sound.put("parties", look.parties());
        sound.put("notRecorded", look.gaps());
        if (look.consent() != null) {
            sound.put("consent", look.consent());
        }
        return sound;
    }

    private static List<Map<String, Object>> words(List<Utterance> all) {
        return all.stream()
                .map(u -> {
                    Map<String, Object> said = new LinkedHashMap<>();
                    said.put("fromMs", u.fromMs());
                    said.put("toMs", u.toMs());
                    said.put("speaker", u.speaker());
                    said.put("text", u.text());
                    return said;
                })
                .toList();
    }

    private static Map<String, Object> record(FollowUp record) {
        Map<String, Object> paper = new LinkedHashMap<>();
        paper.put("record", record.id().value());
        paper.put("version", record.version());
        paper.put("signed", record.signed());
        paper.put("patient", record.links().patient().value());
        paper.put("stay", record.links().encounter().value());
        paper.put("department", record.links().department());
        paper.put("questionnaire", record.questionnaire());
        paper.put("questionnaireVersion", record.questionnaireVersion());
        paper.put("answers", record.answers());
        paper.put("note", record.note());
        paper.put("outcome", Objects.toString(record.disposition(), ""));
        if (record.ending() != null) {
            paper.put("signedAt", record.ending().signedAt());
        }
        paper.put("ordered", record.times().ordered());
        if (record.times().answered() != null) {
            paper.put("answered", record.times().answered());
        }
        if (record.times().ended() != null) {
            paper.put("ended", record.times().ended());
        }
        return paper;
    }
}
