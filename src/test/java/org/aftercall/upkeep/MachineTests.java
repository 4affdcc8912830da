package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTests {
    @ParameterizedTest
    @CsvSource({"17, FAIL", "24, FAIL", "25, PASS", "26, PASS"})
    void anOldJavaFails(int feature, Verdict verdict) {
        assertThat(Machine.java(feature, "" + feature).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"1, WARN", "2, PASS", "64, PASS"})
    void oneCoreIsLittle(int cores, Verdict verdict) {
        assertThat(Machine.cores(cores).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"1024, FAIL", "2048, WARN", "3900, PASS", "16384, PASS"})
    void memoryIsJudgedByWhatASpeechModelAndThePhonesTake(long mebibytes, Verdict verdict) {
        assertThat(Machine.memory(mebibytes << 20).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"512, FAIL", "2048, WARN", "5120, PASS"})
    void aFullDiskFails(long mebibytes, Verdict verdict) {
        assertThat(Machine.disk(mebibytes << 20).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"yes, PASS", "no, WARN"})
    void aClockThatNobodyKeepsRightIsAWarning(String synchronised, Verdict verdict) {
        assertThat(Machine.clock(synchronised).verdict()).isEqualTo(verdict);
    }
}
