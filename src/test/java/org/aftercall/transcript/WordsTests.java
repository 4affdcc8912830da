package org.aftercall.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTests {
    @Test
    void aLatinWordIsATermAloneAndWithTheNext() {
        assertThat(Terms.of("I DON'T feel pain, no 38.5"))
                .containsExactlyInAnyOrder(
                        "i",
                        "i don't",
                        "don't",
                        "don't feel",
                        "feel",
                        "feel pain",
                        "pain",
                        "no",
                        "no 38",
                        "38",
                        "5");
    }

    @Test
    void whoAsksForNeighboursAsksForNoneOfThemAlone() {
        assertThat(Terms.asked("感觉好")).containsExactly("感觉", "觉好");
        assertThat(Terms.asked("no chest pain")).containsExactly("no chest", "chest pain");
        assertThat(Terms.asked("痛")).containsExactly("痛");
        assertThat(Terms.asked("做ct检查")).containsExactly("做", "ct", "检查");
        for (var words : new String[] {"做 ct检查 吗", "i have 头晕 today", "no, 38.5"}) {
            assertThat(Terms.of("好 " + words + " ok")).containsAll(Terms.asked(words));
        }
    }

    @Test
    void aChineseCharacterIsATermAloneAndWithItsNeighbour() {
        assertThat(Terms.of("伤口疼")).containsExactlyInAnyOrder("伤", "伤口", "口", "口疼", "疼");
        assertThat(Terms.of("伤 口")).containsExactlyInAnyOrder("伤", "口");
    }

    @Test
    void mixedTextKeepsBothKinds() {
        assertThat(Terms.of("做ct检查")).contains("做", "ct", "检查").doesNotContain("做检");
        assertThat(Terms.of("  ,。 ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"您好 我 是 护士, 您好我是护士", "i feel better, i feel better", "做 ct 检查, 做 ct 检查", "好, 好"})
    void aTextReadsAsItIsWritten(String words, String text) {
        assertThat(said(words).text()).isEqualTo(text);
    }

    @Test
    void nothingSaidIsAnEmptyText() {
        assertThat(new Utterance(0, Speaker.NURSE, 0, 0, List.of()).text()).isEmpty();
    }

    @Test
    void marksStandWhereTheWordsStand() {
        assertThat(Search.marks("the Pain is pain", "pain"))
                .containsExactly(new int[] {4, 8}, new int[] {12, 16});
        assertThat(Search.marks("伤口不疼", "不疼")).containsExactly(new int[] {2, 4});
        assertThat(Search.marks("no  such", "word")).isEmpty();
    }

    @Test
    void aWordInsideAnotherIsNotMarked() {
        assertThat(Search.marks("painting without pain", "pain"))
                .containsExactly(new int[] {17, 21});
    }

    static Utterance said(String words) {
        return new Utterance(
                0,
                Speaker.PATIENT,
                0,
                1000,
                Arrays.stream(words.split(" ", -1))
                        .map(w -> new Utterance.Word(w, 0, 100, 1))
                        .toList());
    }
}
