package org.aftercall.transcript.vosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpellingTests {
    private final Spelling spelling =
            new Spelling(
                    Map.of(
                            "aspirin", 1, "doctor", 2, "brooks", 3, "王", 4, "建国", 5, "建", 6, "国", 7,
                            "内科", 8, "ct", 9, "国内", 10));

    @Test
    void wordsStandAsTheyAreWrittenInAnyCase() {
        assertThat(spelling.spelled(" Doctor  BROOKS ")).containsExactly(2, 3);
        assertThat(spelling.spelled("aspirin")).containsExactly(1);
    }

    @Test
    void chineseGoesIntoAsFewWordsAsWillDo() {
        assertThat(spelling.spelled("王建国")).containsExactly(4, 5);
        assertThat(spelling.spelled("建国内科")).containsExactly(5, 8);
        assertThat(spelling.spelled("ct内科")).containsExactly(9, 8);
    }

    @Test
    void aTermOfWhichAWordIsUnknownIsUnknown() {
        assertThat(spelling.spelled("doctor smith")).isEmpty();
        assertThat(spelling.spelled("王小国")).isEmpty();
        assertThat(spelling.spelled("aspirins")).isEmpty();
    }
}
