package org.aftercall.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.aftercall.TestDatabases;
import org.aftercall.bench.BenchHouse;
import org.aftercall.telephony.AsteriskPair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Far ends that are gone and do not say so, in a house as it is shipped: the small form of the
 * fault experiment F9; the full one is {@code ./aftercall soak F9}.
 */
class HungLinesTests {
    private static final AsteriskPair PAIR = AsteriskPair.running();
    private static BenchHouse house;

    @BeforeAll
    static void open() throws Exception {
        TestDatabases.outlivesContexts();
        house = HungLines.house(PAIR, 6);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aNurseWhoseTelephoneVanishesFallsSilentOrIsLeftInWrapUpIsFreedAndHerLinesAreReaped()
            throws Exception {
        assertReaped(
                Hang.DESK_VANISHED, Hang.DESK_SILENT, Hang.GONE_IN_WRAP_UP, Hang.LEG_LEFT_BEHIND);
    }

    @Test
    void aPatientWhoseNetworkStandsStillIsReapedAndHisNurseFreed() throws Exception {
        assertReaped(Hang.LOST_BYE, Hang.LOST_BYE);
    }

    private static void assertReaped(Hang... hangs) throws Exception {
        var results = HungLines.round(List.of(hangs), house, PAIR);
        results.forEach(System.out::println);
        assertThat(results)
                .hasSize(hangs.length)
                .allSatisfy(result -> {
                    // The full count holds them to 60 s and 5 s, on a machine that does nothing
                    // else.
                    assertThat(result.reaped()).isLessThan(Duration.ofSeconds(90));
                    assertThat(result.freed()).isLessThan(Duration.ofSeconds(20));
                    assertThat(result.outcome()).isTrue();
                });
    }
}
