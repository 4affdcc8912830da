package org.aftercall.transcript;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.aftercall.recording.Sound;
import org.aftercall.telephony.LineAudio;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.vosk.LiveListener;
import org.aftercall.transcript.vosk.SpeechModel;
import org.jspecify.annotations.Nullable;

/**
 * One side of a talk that is captioned: heard on the thread that brings its sound, recognised on
 * one of the captioner's. While nobody speaks it holds no recogniser and costs a sum over samples.
 */
final class CaptionSide implements LineAudio.Hearer {
    /** 0.1 s. */
    static final int PIECE = Sound.RATE / 10;

    /** Words begin softly: so much from before the first loud piece is heard as well. */
    private static final int BEFORE = 3;

    /** After so much silence the sentence is over; the recogniser itself ends one after 0.5 s. */
    private static final int PAUSE = 8;

    /** More than two seconds late is no help any more. */
    private static final int LATEST = 20;

    /** Who gave way tries again after so much sound, 5 s. */
    private static final int AGAIN = 50;

    private static final short[] END = {};

    private final Captioner captioner;
    private final Voice voice;
    private final AtomicInteger numbers;
    private final IntSupplier beganMs;
    private final Consumer<Caption> out;

    // Of the thread that brings the sound.
    private final Gate gate = new Gate();
    private final Deque<short[]> before = new ArrayDeque<>();
    private short[] piece = new short[PIECE];
    private int filled;
    private long heardPieces;
    private int silent = PAUSE;
    private int without;
    private volatile int began = -1;

    // Shared, under this.
    private final Deque<Sample> queue = new ArrayDeque<>();
    private boolean atWork;
    private boolean dropped;

    // Of the thread that recognises.
    private @Nullable LiveListener listener;
    private long from;
    private int seq;
    private String shown = "";

    /** Who speaks, and in what. */
    record Voice(Speaker speaker, SpeechModel model) {}

    private record Sample(short[] sound, long piece) {}

    CaptionSide(
            Captioner captioner,
            Voice voice,
            AtomicInteger numbers,
            IntSupplier beganMs,
            Consumer<Caption> out) {
        this.captioner = captioner;
        this.voice = voice;
        this.numbers = numbers;
        this.beganMs = beganMs;
        this.out = out;
    }

    @Override
    public void heard(short[] samples) {
        if (began < 0) {
            began = Math.max(0, beganMs.getAsInt());
        }
        int at = 0;
        while (at < samples.length) {
            int some = Math.min(samples.length - at, PIECE - filled);
            System.arraycopy(samples, at, piece, filled, some);
            at += some;
            filled += some;
            if (filled == PIECE) {
                filled = 0;
                piece(Arrays.copyOf(piece, PIECE));
            }
        }
    }

    private void piece(short[] sound) {
        heardPieces++;
        boolean speech = gate.isSpeech(sound);
        if (without > 0) {
            without--;
            return;
        }
        if (speech) {
            if (silent >= PAUSE) {
                long first = heardPieces - before.size();
                for (var early : before) {
                    put(new Sample(early, first++));
                }
                before.clear();
            }
            silent = 0;
            put(new Sample(sound, heardPieces));
        } else if (silent < PAUSE) {
            silent++;
            put(new Sample(sound, heardPieces));
            if (silent == PAUSE) {
                put(new Sample(END, heardPieces));
            }
        } else {
            before.addLast(sound);
            if (before.size() > BEFORE) {
                before.removeFirst();
            }
        }
    }

    private void put(Sample sample) {
        boolean behind;
        boolean wake;
        synchronized (this) {
            queue.addLast(sample);
            behind = queue.size() > LATEST;
            wake = !atWork;
            atWork = true;
            if (dropped) {
                dropped = false;
                without = AGAIN;
                silent = PAUSE;
            }
        }
        if (wake) {
            captioner.hasWork(this);
        }
        if (behind) {
            captioner.behind();
        }
    }

    @Override
    public void over() {
        put(new Sample(END, heardPieces));
        captioner.over(this);
    }

    synchronized boolean waits() {
        return !queue.isEmpty();
    }

    /** Whether the next pieces may be too many. */
    synchronized boolean isFull() {
        return queue.size() >= LATEST / 2;
    }

    /** Forgets what is waiting, and ends the sentence. */
    synchronized void shed() {
        queue.clear();
        queue.addLast(new Sample(END, 0));
        dropped = true;
    }

    /** Recognises what is waiting; only ever one thread at a time. */
    void work() {
        var next = next();
        while (next != null) {
            if (next.sound().length == 0) {
                end();
            } else {
                recognise(next);
            }
            next = next();
        }
    }

    private synchronized @Nullable Sample next() {
        var next = queue.pollFirst();
        atWork = next != null;
        return next;
    }

    private void recognise(Sample sample) {
        if (listener == null) {
            listener = captioner.pool().borrow(voice.model());
            if (listener == null) {
                shed();
                return;
            }
            from = sample.piece() - 1;
            nextSentence();
        }
        var done = listener.hear(sample.sound());
        if (done != null) {
            tell(done);
            return;
        }
        var partial = listener.partial();
        if (!partial.isEmpty() && !partial.equals(shown)) {
            shown = partial;
            out.accept(new Caption(seq, voice.speaker(), ms(0), joined(partial), false, List.of()));
        }
    }

    private void end() {
        var mine = listener;
        if (mine != null) {
            listener = null;
            tell(mine.finish());
            captioner.pool().bringBack(mine);
        }
    }

    private void tell(Heard heard) {
        if (!heard.words().isEmpty()) {
            var words =
                    heard.words().stream()
                            .map(w ->
                                    new Utterance.Word(
                                            w.word(), ms(w.start()), ms(w.end()), w.confidence()))
                            .toList();
            var said =
                    new Utterance(
                            seq, voice.speaker(), words.getFirst().s(), words.getLast().e(), words);
            out.accept(new Caption(seq, voice.speaker(), said.fromMs(), said.text(), true, words));
            nextSentence();
        } else if (!shown.isEmpty()) {
            // What looked like words was none.
            out.accept(new Caption(seq, voice.speaker(), ms(0), "", true, List.of()));
            nextSentence();
        }
    }

    private void nextSentence() {
        seq = numbers.getAndIncrement();
        shown = "";
    }

    private int ms(double seconds) {
        return began + (int) (from * 1000 * PIECE / Sound.RATE + Math.round(seconds * 1000));
    }

    private static String joined(String partial) {
        return new Utterance(
                        0,
                        Speaker.PATIENT,
                        0,
                        0,
                        Arrays.stream(partial.split(" "))
                                .map(w -> new Utterance.Word(w, 0, 0, 0))
                                .collect(Collectors.toList()))
                .text();
    }
}
