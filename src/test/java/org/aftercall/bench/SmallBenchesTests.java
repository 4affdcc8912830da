package org.aftercall.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.aftercall.TestDatabases;
import org.aftercall.telephony.AsteriskPair;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What benchmarks count, in their small forms: nothing is lost. How fast it is, is said by {@code
 * ./aftercall bench b1}, {@code b9}, {@code claim} and {@code talks}.
 */
class SmallBenchesTests {
    @BeforeAll
    static void databases() {
        TestDatabases.outlivesContexts();
    }

    @Test
    void everyDialedRowHasOneAnswerOneEndAndOneOutcome() throws Exception {
        try (var house = DialRate.house(Map.of())) {
            DialRate.due(house);
            var nurses = DialRate.nurses(house, 5);
            assertThat(DialRate.work(house, nurses, done -> done < 3)).isEqualTo(15);
            DialRate.check(house);
            assertThat(count(house, "call.call")).isEqualTo(15);
            assertThat(count(house, "dialer.attempt")).isEqualTo(15);
        }
    }

    @Test
    void everyFrameComesToItsConsoleThoughAnotherConsoleIsSlow() throws Exception {
        try (var house = DialRate.house(Map.of())) {
            DialRate.due(house);
            var frames = ScreenPop.count(house, DialRate.nurses(house, 5), 120, 3);
            System.out.println(frames);
            assertThat(frames.pops()).isPositive();
            assertThat(frames.lost()).isZero();
            assertThat(frames.slow()).isEqualTo(1);
            assertThat(frames.closed()).isZero();
        }
    }

    @Test
    void noEventOfATalkIsLostAndEachHasItsTape() throws Exception {
        try (var house = ManyDesks.house(AsteriskPair.running(), Map.of())) {
            var talks = Talks.run(house, AsteriskPair.running(), 4, 4, 3);
            System.out.println(talks);
            assertThat(talks.all()).isEqualTo(4);
            assertThat(talks.lost()).isZero();
            assertThat(talks.dropped()).isZero();
            assertThat(talks.open()).isZero();
            assertThat(talks.stored()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNextTaskIsFoundWithoutReadingTheOthers(ClaimRate.Nurse nurse) throws Exception {
        try (var house = ClaimRate.house(10_000, 0)) {
            house.get(TransactionTemplate.class)
                    .executeWithoutResult(_ -> {
                        ClaimRate.claims(house, nurse, 5);
                        var read =
                                house.get(JdbcClient.class)
                                        .sql(
                                                """
                                                SELECT seq_tup_read AS row_by_row, idx_tup_fetch AS by_index
                                                FROM pg_stat_xact_user_tables WHERE schemaname = 'worklist' AND relname = 'task'
                                                """)
                                        .query()
                                        .singleRow();
                        System.out.println("5 claims among 10,000 by " + nurse + " read " + read);
                        assertThat((Long) read.get("row_by_row")).isZero();
                        assertThat((Long) read.get("by_index")).isBetween(5L, 5_000L);
                    });
        }
    }

    private static int count(BenchHouse house, String table) {
        return house.get(JdbcClient.class)
                .sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }
}
