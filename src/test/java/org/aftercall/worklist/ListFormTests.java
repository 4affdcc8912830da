package org.aftercall.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListFormTests {
    @Test
    void aPredictiveListHasACapOfOnePercentUnlessItSaysOtherwise() {
        assertThat(form(null).mends(true)).isEmpty();
        var usual = form(null).list(WorklistId.next(), 1, "Asia/Shanghai").manner();
        assertThat(usual.mode()).isEqualTo(Mode.PREDICTIVE);
        assertThat(usual.ahead()).isEqualTo(new Worklist.Ahead(1.0, true));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 3})
    void theCapIsFromNoughtToThreePercent(double percent) {
        assertThat(form(percent).mends(true)).isEmpty();
        assertThat(
                        form(percent)
                                .list(WorklistId.next(), 1, "Asia/Shanghai")
                                .manner()
                                .ahead()
                                .maxAbandonPercent())
                .isEqualTo(percent);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 3.01, 100, Double.NaN})
    void anyOtherCapIsToBeMended(double percent) {
        assertThat(form(percent).mends(true))
                .extracting(Mend::pointer)
                .containsExactly("/maxAbandonPercent");
    }

    private static ListForm form(@Nullable Double percent) {
        return new ListForm(
                "Predictive",
                Mode.PREDICTIVE,
                "post-discharge",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                percent,
                true,
                null,
                null,
                null,
                null,
                null);
    }
}
