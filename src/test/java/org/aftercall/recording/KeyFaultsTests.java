package org.aftercall.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.aftercall.TestDatabases;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The small form of the fault experiment F14; the full one is {@code ./aftercall soak F14}. */
class KeyFaultsTests {
    @BeforeAll
    static void databases() {
        TestDatabases.outlivesContexts();
    }

    @Test
    void noPlayFailsWhatIsErasedOpensByNoBackupWhatIsHeldStaysAndWithoutKeysNothingPlays()
            throws Exception {
        var verdict = KeyFaults.run(20, 4, 2, 3);
        System.out.println(verdict);
        assertThat(verdict.good()).as(verdict.toString()).isTrue();
    }
}
