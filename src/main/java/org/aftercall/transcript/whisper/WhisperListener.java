package org.aftercall.transcript.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aftercall.transcript.engine.EngineDown;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.Listener;

/** Keeps what it hears and sends it off in stretches of minutes, cut where it is quiet. */
final class WhisperListener implements Listener {
    private static final int LONG_SECONDS = 300;
    private static final int LONGEST_SECONDS = 360;

    /** How far below the loudest sample it is quiet: -35 dB. */
    private static final double QUIET = 0.018;

    private final Stretch stretch;
    private final int sampleRate;
    private final List<Heard> heard = new ArrayList<>();
    private short[] kept = {};
    private int count;
    private int loudest;
    private double before;

    WhisperListener(Stretch stretch, int sampleRate) {
        this.stretch = stretch;
        this.sampleRate = sampleRate;
    }

    /** The words of some sound, with times from its beginning. */
    interface Stretch {
        List<Heard> words(Wave wave) throws EngineDown;
    }

    @Override
    public void hear(short[] samples, int many) throws EngineDown {
        if (count + many > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, count + many));
        }
        System.arraycopy(samples, 0, kept, count, many);
        count += many;
        int peak = 0;
        for (int i = 0; i < many; i++) {
            peak = Math.max(peak, Math.abs(samples[i]));
        }
        loudest = Math.max(loudest, peak);
        int seconds = count / sampleRate;
        if (seconds >= LONGEST_SECONDS || seconds >= LONG_SECONDS && peak <= QUIET * loudest) {
            send();
        }
    }

    @Override
    public void finish() throws EngineDown {
        send();
        kept = new short[0];
    }

    @Override
    public List<Heard> heard() {
        return List.copyOf(heard);
    }

    private void send() throws EngineDown {
        // A side without a sample above nought needs nobody to listen, and whisper would invent.
        if (count > 0 && loudest > 0) {
            var wave = Wave.of(kept, count, sampleRate);
            for (var some : stretch.words(wave)) {
                heard.add(
                        new Heard(
                                some.words().stream()
                                        .map(w ->
                                                new Heard.Word(
                                                        w.word(),
                                                        w.start() + before,
                                                        w.end() + before,
                                                        w.confidence()))
                                        .toList()));
            }
        }
        before += (double) count / sampleRate;
        count = 0;
    }

    @Override
    public void close() {
        kept = new short[0];
        count = 0;
    }
}
