package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.aftercall.TestClock;
import org.aftercall.TestDatabases;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.TrunkRules;
import org.aftercall.telephony.TrunkSettings;
import org.aftercall.telephony.TrunkState;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each trunk has a budget of its own, beside the house's. */
class TrunkBudgetsTests {
    private static final String SMALL = "small";
    private static final String FREE = "main";

    private final DriverManagerDataSource database =
            new DriverManagerDataSource(TestDatabases.fresh(), "postgres", "");
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database));
    private final TestClock clock = new TestClock();
    private final TrunkBudgets budgets = application();

    @Test
    void noMoreLinesASecondThanItsOwnAndTheSameLineCountsOnce() {
        var first = LineId.next();
        assertThat(takes(budgets, first)).isTrue();
        assertThat(takes(budgets, LineId.next())).isTrue();
        assertThat(budgets.hasTurn(SMALL)).isFalse();
        assertThat(takes(budgets, LineId.next())).isFalse();
        assertThat(takes(budgets, first)).isTrue();
        assertThat(budgets.take(FREE, LineId.next())).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(takes(budgets, LineId.next())).isTrue();
    }

    @Test
    void aClockThatWasSetBackLeavesItOpen() {
        assertThat(takes(budgets, LineId.next())).isTrue();
        assertThat(takes(budgets, LineId.next())).isTrue();
        clock.advance(Duration.ofHours(-2));
        assertThat(budgets.hasTurn(SMALL)).isTrue();
        assertThat(takes(budgets, LineId.next())).isTrue();
    }

    @Test
    void ofManyApplicationsInOneMomentTheyTakeNoMoreThanOne() {
        var many = Stream.generate(() -> application()).limit(8).toList();
        var taken =
                many.stream()
                        .map(one -> CompletableFuture.supplyAsync(() -> takes(one, LineId.next())))
                        .toList()
                        .stream()
                        .filter(CompletableFuture::join)
                        .count();
        assertThat(taken).isEqualTo(2);
    }

    @Test
    void itsMinutesAreSpentUntilTheDayIsOverAlsoAfterARestart() {
        talks(Duration.ofMinutes(9));
        assertThat(budgets.state(SMALL)).isEqualTo(new TrunkState.Up());
        talks(Duration.ofMinutes(1));
        assertThat(budgets.state(SMALL)).isEqualTo(new TrunkState.Spent(10));
        assertThat(application().state(SMALL)).isEqualTo(new TrunkState.Spent(10));
        assertThat(takes(budgets, LineId.next())).isFalse();
        assertThat(budgets.state(FREE)).isEqualTo(new TrunkState.Up());
        clock.advance(Duration.ofDays(1));
        assertThat(budgets.state(SMALL)).isEqualTo(new TrunkState.Up());
        assertThat(takes(budgets, LineId.next())).isTrue();
    }

    @Test
    void whoStillTalksCountsAndWhoseEndNobodyToldCountsFourHours() {
        var line = LineId.next();
        takes(budgets, line);
        budgets.on(SMALL, new LineEvent.Answered(line, clock.instant()));
        clock.advance(Duration.ofMinutes(10));
        assertThat(budgets.state(SMALL)).isInstanceOf(TrunkState.Spent.class);
        var big = application(300);
        clock.advance(Duration.ofHours(5));
        assertThat(big.state(SMALL)).isEqualTo(new TrunkState.Up());
    }

    @Test
    void whatIsToldTwiceCountsOnceAndWhoNeverAnsweredCountsNothing() {
        var line = LineId.next();
        takes(budgets, line);
        var answered = clock.instant();
        budgets.on(SMALL, new LineEvent.Answered(line, answered));
        budgets.on(SMALL, ended(line, answered.plus(Duration.ofMinutes(9))));
        budgets.on(SMALL, new LineEvent.Answered(line, answered.minus(Duration.ofHours(1))));
        budgets.on(SMALL, ended(line, answered.plus(Duration.ofHours(1))));
        var unanswered = LineId.next();
        takes(budgets, unanswered);
        budgets.on(SMALL, ended(unanswered, answered.plus(Duration.ofHours(1))));
        clock.advance(Duration.ofMinutes(20));
        assertThat(budgets.state(SMALL)).isEqualTo(new TrunkState.Up());
    }

    private void talks(Duration length) {
        var line = LineId.next();
        assertThat(takes(budgets, line)).isTrue();
        budgets.on(SMALL, new LineEvent.Answered(line, clock.instant()));
        clock.advance(length);
        budgets.on(SMALL, ended(line, clock.instant()));
        // A count is good for two seconds.
        clock.advance(Duration.ofSeconds(2));
    }

    private static LineEvent.Ended ended(LineId line, Instant at) {
        return new LineEvent.Ended(line, at, LineResult.ANSWERED, true, 16);
    }

    private boolean takes(TrunkBudgets application, LineId line) {
        return Objects.requireNonNull(transaction.execute(_ -> application.take(SMALL, line)));
    }

    private TrunkBudgets application() {
        return application(10);
    }

    private TrunkBudgets application(int minutes) {
        var small =
                new NodeSettings.Further(
                        null, null, null, null, null, null, null, null, null, 2, minutes);
        return new TrunkBudgets(
                JdbcClient.create(database),
                new NodeSettings(Map.of(SMALL, small), 250, Duration.ofSeconds(20)),
                new TrunkRules(
                        new TrunkSettings(
                                List.of("+86"),
                                List.of(),
                                List.of(),
                                10,
                                12_000,
                                LocalTime.MIN,
                                LocalTime.MIN,
                                ZoneId.of("Asia/Shanghai"))),
                clock);
    }
}
