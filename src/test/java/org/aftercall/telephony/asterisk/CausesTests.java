package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CausesTests {
    @ParameterizedTest(name = "{0} rang={1} byThem={2}: {3}")
    @CsvSource({
        "1,  false, true,  INVALID_NUMBER",
        "22, false, true,  INVALID_NUMBER",
        "28, false, true,  INVALID_NUMBER",
        "17, false, true,  BUSY",
        "17, true,  true,  BUSY",
        "18, true,  true,  NO_ANSWER",
        "18, false, true,  NO_ANSWER",
        "19, true,  false, NO_ANSWER",
        "19, false, true,  NO_ANSWER",
        "19, false, false, TECHNICAL",
        "20, false, true,  NO_ANSWER",
        "21, true,  true,  REJECTED",
        "16, true,  false, CANCELLED",
        "16, false, false, CANCELLED",
        "0,  true,  false, CANCELLED",
        "16, true,  true,  NO_ANSWER",
        "16, false, true,  TECHNICAL",
        "31, true,  true,  NO_ANSWER",
        "31, false, true,  TECHNICAL",
        "127, false, true, TECHNICAL",
        "3,  false, true,  CONGESTION",
        "27, false, true,  CONGESTION",
        "34, false, true,  CONGESTION",
        "38, false, true,  CONGESTION",
        "41, false, true,  CONGESTION",
        "42, false, true,  CONGESTION",
        "44, false, true,  CONGESTION",
        "47, false, true,  CONGESTION",
        "58, false, true,  TECHNICAL",
        "88, false, true,  TECHNICAL",
        "102, false, true, TECHNICAL",
        "999, false, true, TECHNICAL",
    })
    void anUnansweredLinesResultIsTheNetworksCause(
            int q850, boolean rang, boolean byThem, LineResult expected) {
        assertThat(Causes.result(q850, false, rang, byThem)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 17, 31, 44, 102, 127})
    void whateverEndsAnAnsweredLineItWasAnswered(int q850) {
        assertThat(Causes.result(q850, true, true, false)).isEqualTo(LineResult.ANSWERED);
        assertThat(Causes.result(q850, true, true, true)).isEqualTo(LineResult.ANSWERED);
    }

    @Test
    void inDoubtATelephoneMayHaveRung() {
        for (LineResult result : LineResult.values()) {
            assertThat(Causes.mayHaveRung(result))
                    .isEqualTo(
                            switch (result) {
                                case BUSY, INVALID_NUMBER, CONGESTION -> false;
                                case ANSWERED, NO_ANSWER, REJECTED, TECHNICAL, CANCELLED -> true;
                            });
        }
    }
}
