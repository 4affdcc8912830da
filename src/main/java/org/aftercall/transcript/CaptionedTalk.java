package org.aftercall.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.aftercall.call.Call;
import org.aftercall.telephony.LineAudio;
import org.aftercall.telephony.LineId;
import org.aftercall.transcript.vosk.SpeechModel;
import org.jspecify.annotations.Nullable;

/** The captions of one talk: one tap for the patient, one for whoever is at the desk now. */
final class CaptionedTalk implements AutoCloseable {
    private final LineAudio audio;
    private final Captioner captioner;
    private final SpeechModel model;
    private final IntSupplier nowMs;
    private final Consumer<Caption> out;
    private final AtomicInteger numbers;
    private final TreeMap<Integer, Caption> lines = new TreeMap<>();
    private final List<LineAudio.Tap> taps = new ArrayList<>();
    private @Nullable LineId patient;
    private @Nullable LineId nurse;
    private LineAudio.@Nullable Tap nurseTap;

    /**
     * @param nowMs milliseconds since the patient picked up
     */
    CaptionedTalk(
            LineAudio audio,
            Captioner captioner,
            SpeechModel model,
            IntSupplier nowMs,
            Consumer<Caption> out) {
        this.audio = audio;
        this.captioner = captioner;
        this.model = model;
        this.nowMs = nowMs;
        this.out = out;
        // Above those of an application that listened before: nobody says a sentence in a
        // millisecond.
        this.numbers = new AtomicInteger(Math.max(0, nowMs.getAsInt()));
    }

    /** Listens to nobody until it is followed again; what was said before stays. */
    synchronized void rest() {
        close();
        taps.clear();
        nurseTap = null;
        patient = null;
        nurse = null;
    }

    synchronized boolean rests() {
        return patient == null;
    }

    /** Listens to who talks in it now. */
    synchronized void follow(Call call) {
        if (patient == null) {
            taps.add(tap(call.line(), Speaker.PATIENT));
            patient = call.line();
        }
        var desk = call.joined() && call.post() != null ? call.deskLine() : null;
        boolean gone =
                call.times().deskLost() != null
                        || call.times().parked() != null
                        || call.times().handed() != null;
        var wanted = gone ? null : desk;
        if (nurse != null && !nurse.equals(wanted) && nurseTap != null) {
            nurseTap.close();
            nurse = null;
        }
        if (wanted != null && nurse == null) {
            nurseTap = tap(wanted, Speaker.NURSE);
            nurse = wanted;
        }
    }

    private LineAudio.Tap tap(LineId line, Speaker who) {
        return audio.tap(line, captioner.open(model, who, numbers, nowMs, this::heard));
    }

    private void heard(Caption caption) {
        synchronized (lines) {
            Lines.put(lines, caption);
        }
        out.accept(caption);
    }

    List<Caption> lines() {
        synchronized (lines) {
            return List.copyOf(lines.values());
        }
    }

    @Override
    public synchronized void close() {
        taps.forEach(LineAudio.Tap::close);
        if (nurseTap != null) {
            nurseTap.close();
        }
    }
}
