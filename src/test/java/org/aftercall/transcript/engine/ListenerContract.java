package org.aftercall.transcript.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.aftercall.recording.Speech;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every engine does, whichever it is. */
public abstract class ListenerContract {
    private static final int RATE = 8000;
    private static short[] spoken = {};

    /** An engine for English. */
    protected abstract Engine english();

    @BeforeAll
    static void somebodySpeaks() throws Exception {
        spoken = joined(Speech.prompt("patient-en").subList(0, 3));
    }

    @Test
    void theWordsComeOut() throws Exception {
        assertThat(text(heard(spoken, RATE / 5)))
                .contains("feeling much better", "there is no bleeding");
    }

    @Test
    void theWordsStandInOrderAndWithinTheSound() throws Exception {
        double seconds = (double) spoken.length / RATE;
        double before = 0;
        for (var word : words(heard(spoken, RATE / 5))) {
            assertThat(word.start()).isBetween(before, seconds);
            assertThat(word.end()).isBetween(word.start(), seconds);
            assertThat(word.confidence()).isBetween(0.0, 1.0);
            assertThat(word.word()).isNotBlank().isLowerCase().doesNotContain(" ");
            before = word.start();
        }
    }

    @Test
    void howTheSoundIsCutDoesNotMatter() throws Exception {
        assertThat(text(heard(spoken, RATE / 3))).isEqualTo(text(heard(spoken, RATE / 5)));
    }

    @Test
    void silenceHasNoWordsAndNothingNeither() throws Exception {
        assertThat(heard(new short[RATE * 3], RATE / 5)).isEmpty();
        assertThat(heard(new short[0], RATE / 5)).isEmpty();
    }

    @Test
    void twoListenersDoNotHearEachOther() throws Exception {
        try (var one = english().listen(RATE);
                var other = english().listen(RATE)) {
            one.hear(spoken, spoken.length);
            other.hear(new short[RATE], RATE);
            one.finish();
            other.finish();
            assertThat(one.heard()).isNotEmpty();
            assertThat(other.heard()).isEmpty();
        }
    }

    @Test
    void itSaysWhoItIsAndMayBeClosedTwice() throws Exception {
        assertThat(english().maker().language()).isEqualTo("en");
        assertThat(english().maker().engine()).isNotBlank();
        assertThat(english().maker().model()).isNotBlank();
        var listener = english().listen(RATE);
        listener.close();
        listener.close();
    }

    private List<Heard> heard(short[] samples, int piece) throws Exception {
        try (var listener = english().listen(RATE)) {
            for (int at = 0; at < samples.length; at += piece) {
                var some = Arrays.copyOfRange(samples, at, Math.min(samples.length, at + piece));
                listener.hear(some, some.length);
            }
            listener.finish();
            return listener.heard();
        }
    }

    private static List<Heard.Word> words(List<Heard> heard) {
        return heard.stream().flatMap(h -> h.words().stream()).toList();
    }

    private static String text(List<Heard> heard) {
        return words(heard).stream().map(Heard.Word::word).collect(Collectors.joining(" "));
    }

    private static short[] joined(List<Speech.Line> lines) throws Exception {
        var all = new ArrayList<Short>();
        for (var line : lines) {
            for (short sample : Speech.say("en-us+m3", line)) {
                all.add(sample);
            }
            for (int i = 0; i < RATE * 3 / 4; i++) {
                all.add((short) 0);
            }
        }
        var samples = new short[all.size()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = all.get(i);
        }
        return samples;
    }
}
