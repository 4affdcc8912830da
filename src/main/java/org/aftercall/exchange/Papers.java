package org.aftercall.exchange;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aftercall.audit.AuditTrail;
import org.aftercall.followup.FollowUp;
import org.aftercall.followup.FollowUps;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Appearance;
import org.aftercall.recording.Plays;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Redactions;
import org.aftercall.recording.media.Copying;
import org.aftercall.recording.media.Watermark;
import org.springframework.stereotype.Component;

/** What belongs to a call: its sound, its words, its record. */
@Component
class Papers {
    private final Plays plays;
    private final Redactions redactions;
    private final Appearance appearance;
    private final SaidPaper transcript;
    private final FollowUps followUps;
    private final AuditTrail trail;

    Papers(
            Plays plays,
            Redactions redactions,
            Appearance appearance,
            SaidPaper transcript,
            FollowUps followUps,
            AuditTrail trail) {
        this.plays = plays;
        this.redactions = redactions;
        this.appearance = appearance;
        this.transcript = transcript;
        this.followUps = followUps;
        this.trail = trail;
    }

    void checkSearched(List<Recording> all) {
        for (var one : all) {
            if (one.state() instanceof Recording.State.Stored
                    && redactions.covered(one.id()) instanceof Redactions.Version.Withheld) {
                throw new Refusal(Kind.LOCKED, "export.unsearched");
            }
        }
    }

    void note(List<Recording> all, Exports.Export export) {
        for (var one : all) {
            trail.note(
                    "recording.export",
                    "recording",
                    one.id().value(),
                    null,
                    "export=" + export.id() + (export.masked() ? " masked" : ""));
        }
    }

    void put(Recording recording, Watermark mark, boolean masked, Parcel parcel)
            throws IOException {
        var folder = "calls/" + recording.call().value() + "/";
        if (recording.state() instanceof Recording.State.Stored) {
            parcel.file(
                    folder + "audio.ogg",
                    to -> Copying.copy(plays.forExport(recording, masked), mark, to));
        }
        var about = sound(recording);
        if (masked) {
            about.put("bleeped", redactions.bleeps(recording.id()));
        }
        parcel.json(folder + "recording.json", about);
        var said = transcript.of(recording.call(), masked);
        if (!said.isEmpty()) {
            parcel.json(folder + "transcript.json", said);
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
