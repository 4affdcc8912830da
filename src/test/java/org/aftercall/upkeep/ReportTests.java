package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {
    private static final Report.Entry GOOD = new Report.Entry("a", Finding.pass("one", "well"));
    private static final Report.Entry POOR =
            new Report.Entry("a", Finding.warn("two", "poor", "mend two"));
    private static final Report.Entry UNSEEN =
            new Report.Entry("b", Finding.skip("three", "unseen", "show three"));
    private static final Report.Entry BAD =
            new Report.Entry("b", Finding.fail("four", "bad", "mend four"));

    @Test
    void onlyAFailureFailsTheCommand() {
        assertThat(new Report(List.of(GOOD, POOR, UNSEEN)).exitCode()).isZero();
        assertThat(new Report(List.of(GOOD, BAD)).exitCode()).isOne();
    }

    @Test
    void everyFindingThatIsNotAPassSaysHowToMendIt() {
        assertThat(new Report(List.of(GOOD, POOR, UNSEEN, BAD)).asText())
                .isEqualTo(
                        """
                        pass  a            one: well
                        warn  a            two: poor
                              fix: mend two
                        skip  b            three: unseen
                              fix: show three
                        fail  b            four: bad
                              fix: mend four
                        1 pass, 1 warn, 1 fail, 1 skip
                        """);
        assertThatThrownBy(() -> new Finding("x", Verdict.WARN, "poor", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProgramCanReadIt() {
        var json = JsonMapper.shared().readTree(new Report(List.of(GOOD, BAD)).asJson());
        assertThat(json.at("/counts/FAIL").asInt()).isOne();
        assertThat(json.at("/findings/1/topic").asString()).isEqualTo("b");
        assertThat(json.at("/findings/1/verdict").asString()).isEqualTo("FAIL");
        assertThat(json.at("/findings/1/fix").asString()).isEqualTo("mend four");
    }

    @Test
    void oneTopicCanBeAskedForAlone() {
        assertThat(new Report(List.of(GOOD, POOR, BAD)).only(Optional.of("b")).entries())
                .containsExactly(BAD);
    }
}
