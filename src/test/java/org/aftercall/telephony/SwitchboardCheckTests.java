package org.aftercall.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.aftercall.kernel.Finding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchboardCheckTests {
    @ParameterizedTest
    @CsvSource({"PT0S, WARN", "PT61S, WARN", "PT60S, PASS", "PT45S, PASS"})
    void aTrunkThatKeepsSilentLegsIsToldOf(Duration patience, Finding.Verdict verdict) {
        assertThat(SwitchboardCheck.silence(patience).verdict()).isEqualTo(verdict);
    }
}
