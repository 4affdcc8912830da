package org.aftercall.transcript;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.aftercall.recording.Profile;
import org.aftercall.recording.Sound;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.Listener;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one side. In a talk each side is silent half of the time, and silence costs a
 * recogniser as much as speech: a side without anybody is not listened to, long pauses are passed
 * over, and quiet speech is lifted.
 */
final class Ear implements AutoCloseable {
    /** Where quiet speech is lifted to. */
    private static final float LIFTED_DBFS = -6;

    /** Below this there is only hiss; lifting that makes words of it. */
    private static final float NOBODY_DBFS = -60;

    /** How far below the loudest sample a pause is; breath and consonants are above. */
    private static final float PAUSE_DB = -45;

    /** What of a pause is still listened to: the recogniser ends a sentence within it. */
    private static final int PAUSE_HEARD = Sound.RATE * 6 / 5;

    private final @Nullable Listener listener;
    private final float gain;
    private final int pauseBelow;
    private final List<Cut> cuts = new ArrayList<>();
    private long fed;
    private long passed;
    private int paused;
    private short[] held = {};

    /** From the listener's time {@code at} on, so many samples were passed over. */
    private record Cut(double at, double passed) {}

    Ear(Engine engine, Profile profile, double quietDbfs) throws IOException {
        float peak = profile.peakDbfs();
        listener = peak < NOBODY_DBFS ? null : engine.listen(Sound.RATE);
        gain = peak < quietDbfs ? amplitude(LIFTED_DBFS - peak) : 1;
        pauseBelow = Math.round(32768 * amplitude(peak + PAUSE_DB));
    }

    void hear(short[] samples) throws IOException {
        if (listener == null) {
            return;
        }
        if (isPause(samples)) {
            if (paused >= PAUSE_HEARD) {
                // The last piece before somebody speaks again is wanted: words begin softly.
                passed += held.length;
                held = samples;
                return;
            }
            paused += samples.length;
            feed(samples);
            return;
        }
        if (paused >= PAUSE_HEARD) {
            cuts.add(new Cut((double) fed / Sound.RATE, (double) passed / Sound.RATE));
            feed(held);
            held = new short[0];
        }
        paused = 0;
        feed(samples);
    }

    void finish() throws IOException {
        if (listener != null) {
            listener.finish();
        }
    }

    /** What was said so far, in the time of the recording. */
    List<Heard> heard() {
        if (listener == null) {
            return List.of();
        }
        return listener.heard().stream()
                .map(h -> new Heard(h.words().stream().map(this::moved).toList()))
                .toList();
    }

    /** How much of the time words were heard for sure. */
    double sureSeconds() {
        return heard().stream()
                .flatMap(h -> h.words().stream())
                .mapToDouble(w -> w.confidence() * (w.end() - w.start()))
                .sum();
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
    }

    private Heard.Word moved(Heard.Word word) {
        double by = 0;
        for (var cut : cuts) {
            if (cut.at() > word.start()) {
                break;
            }
            by = cut.passed();
        }
        return new Heard.Word(word.word(), word.start() + by, word.end() + by, word.confidence());
    }

    private boolean isPause(short[] samples) {
        for (short sample : samples) {
            if (Math.abs(sample) > pauseBelow) {
                return false;
            }
        }
        return true;
    }

    private void feed(short[] samples) throws IOException {
        if (listener != null && samples.length > 0) {
            fed += samples.length;
            listener.hear(gain == 1 ? samples : lifted(samples), samples.length);
        }
    }

    /** A copy: another model may listen to the same samples. */
    private short[] lifted(short[] samples) {
        var lifted = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            lifted[i] =
                    (short)
                            Math.clamp(
                                    Math.round(samples[i] * gain),
                                    Short.MIN_VALUE,
                                    Short.MAX_VALUE);
        }
        return lifted;
    }

    private static float amplitude(float db) {
        return (float) Math.pow(10, db / 20);
    }
}
