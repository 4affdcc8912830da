package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Judged;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who picked up, as Asterisk hears it. */
class MachineTests {
    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void answeringMachinesAreFoundOut() {
        for (int machine : new int[] {24, 30}) {
            var line = dial(machine);
            assertThat(bench.ears.hear(line, Judged.class).verdict()).isEqualTo(Verdict.MACHINE);
            // He who listens is taped, too.
            bench.listen(line, Duration.ofSeconds(1));
            bench.end(line);
        }
    }

    @Test
    void whoSaysNothingIsForANurse() {
        var line = dial(31);
        assertThat(bench.ears.hear(line, Judged.class).verdict()).isNotEqualTo(Verdict.HUMAN);
        bench.end(line);
    }

    @Test
    void humansAreForANurseAndAreJoinedSoon() {
        Map<Verdict, Integer> found = new EnumMap<>(Verdict.class);
        List<Long> delays = new ArrayList<>();
        var lines = new ArrayList<LineId>();
        for (int behaviour = 0; behaviour < 20; behaviour++) {
            lines.add(dial(behaviour));
        }
        lines.add(dial(28));
        lines.add(dial(29));
        for (var line : lines) {
            var judged = bench.ears.hear(line, Judged.class);
            found.merge(judged.verdict(), 1, Integer::sum);
            delays.add(
                    Duration.between(bench.ears.hear(line, Answered.class).at(), judged.at())
                            .toMillis());
        }
        lines.forEach(bench::end);
        var sorted = delays.stream().sorted().toList();
        System.out.println(
                "of %d humans: %s; answer -> verdict, ms: median %d, max %d"
                        .formatted(
                                lines.size(),
                                found,
                                sorted.get(sorted.size() / 2),
                                sorted.getLast()));
        assertThat(found.getOrDefault(Verdict.MACHINE, 0)).isZero();
    }

    private static LineId dial(int behaviour) {
        var line = LineId.next();
        bench.switchboard.dial(
                new DialOrder(
                        line,
                        AsteriskPair.somebody(behaviour),
                        Duration.ofSeconds(30),
                        true,
                        true,
                        null,
                        null,
                        null));
        return line;
    }
}
