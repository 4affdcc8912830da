package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.aftercall.TestDatabases;
import org.aftercall.staff.StaffId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two applications on one database: a screen at either shows what happens at both. */
class NeighboursTests {
    private static final String URL = TestDatabases.fresh();

    private final JdbcClient db =
            JdbcClient.create(new DriverManagerDataSource(URL, "postgres", ""));
    private final List<Object> atOne = new CopyOnWriteArrayList<>();
    private final List<Object> atOther = new CopyOnWriteArrayList<>();
    private final Neighbours one = new Neighbours(new Address(URL), db, atOne::add);
    private final Neighbours other = new Neighbours(new Address(URL), db, atOther::add);

    private record Address(String url) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "postgres";
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }
    }

    @BeforeEach
    void start() {
        one.start();
        other.start();
        await().until(() -> listening() == 2);
    }

    @AfterEach
    void stop() {
        one.stop();
        other.stop();
        await().until(() -> listening() == 0);
    }

    @Test
    void whatOneShowsTheOtherShowsInOrderAndNobodyHearsHimself() {
        IntStream.range(0, 500)
                .forEach(i -> one.tell(i % 2 == 0 ? null : "nurse", "call.changed", "ref " + i));
        await().until(() -> atOther.size() == 500);
        assertThat(atOther.get(0)).isEqualTo(new Neighbours.News(null, "call.changed", "ref 0"));
        assertThat(atOther.get(499))
                .isEqualTo(new Neighbours.News("nurse", "call.changed", "ref 499"));
        assertThat(atOne).isEmpty();
    }

    @Test
    void whoMissedSomethingIsTold() {
        db.sql(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE datname = current_database() AND query LIKE 'LISTEN%'
                        """)
                .query()
                .singleValue();
        await().until(() -> atOther.contains(new Neighbours.Missed()));
        await().until(() -> listening() == 2);
        one.tell(null, "task.changed", "x");
        await().until(() -> atOther.contains(new Neighbours.News(null, "task.changed", "x")));
    }

    @Test
    void whatIsSaidAtOneIsHeardAtTheOtherAndNotByHimself() {
        await().until(() -> one.near() && other.near());
        var line = new CaptionFeed.Line(UUID.randomUUID(), 7, "PATIENT", 100, "没有出血", true);
        var nurse = StaffId.next();
        one.caption(Set.of(nurse), line);
        var heard = new Neighbours.Captioned(new CaptionPost.Letter(List.of(nurse.value()), line));
        await().until(() -> atOther.contains(heard));
        assertThat(atOne).isEmpty();
    }

    @Test
    void whoIsAloneSaysNothingAloud() {
        var url = TestDatabases.fresh();
        var alone =
                new Neighbours(
                        new Address(url),
                        JdbcClient.create(new DriverManagerDataSource(url, "postgres", "")),
                        atOther::add);
        alone.start();
        try {
            alone.caption(
                    Set.of(),
                    new CaptionFeed.Line(UUID.randomUUID(), 1, "NURSE", 0, "hello", true));
            assertThat(alone.near()).isFalse();
            assertThat(alone.waits()).isFalse();
        } finally {
            alone.stop();
        }
    }

    private int listening() {
        return db.sql(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND query LIKE 'LISTEN%'
                        """)
                .query(Integer.class)
                .single();
    }
}
