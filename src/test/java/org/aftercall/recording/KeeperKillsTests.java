package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.aftercall.TestDatabases;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The small form of the fault experiment F5; the full one is {@code ./aftercall soak F5}. */
class KeeperKillsTests {
    @BeforeAll
    static void databases() {
        TestDatabases.outlivesContexts();
    }

    @Test
    void noRecordingIsLostByAKillABrokenWireAnOutageOrAFullDiskAndNothingIsLeftLying()
            throws Exception {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        var verdict = KeeperKills.run(6, 2, 3, seed);
        System.out.println(verdict);
        assertThat(verdict.all()).isEqualTo(6 + 5 * 2 + 3);
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.wrong()).isZero();
        assertThat(verdict.unnoticed()).isZero();
        assertThat(verdict.duplicates()).isZero();
        assertThat(verdict.left()).isZero();
    }
}
