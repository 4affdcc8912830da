package org.aftercall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Leases;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.Tap;
import org.aftercall.telephony.WireState;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two whole applications on one database and one Asterisk. */
class TwoApplicationsTests {
    private static final Extension DESK = new Extension("8055");

    /** How often each call ended, at both applications; no component, other tests scan here. */
    static class Endings {
        static final Map<CallId, Integer> OF = new ConcurrentHashMap<>();

        @EventListener
        void on(CallEnded event) {
            OF.merge(event.call(), 1, Integer::sum);
        }
    }

    private record House(ConfigurableApplicationContext context, Tap tap) implements AutoCloseable {
        Calls calls() {
            return context.getBean(Calls.class);
        }

        boolean up() {
            var board = context.getBean(Switchboard.class);
            return board.state() instanceof WireState.Up && board.reachable(DESK, DeskKind.PHONE);
        }

        @Override
        public void close() {
            context.close();
            tap.close();
        }
    }

    @Test
    void theyStartAtOnceInAnEmptyHouseAndWorkAsOne() {
        TestDatabases.outlivesContexts();
        var url = TestDatabases.empty();
        var starting =
                Stream.of("one", "other")
                        .map(name -> CompletableFuture.supplyAsync(() -> house(url, name)))
                        .toList();
        try (var one = starting.get(0).join();
                var other = starting.get(1).join()) {
            var db = one.context().getBean(JdbcClient.class);
            assertThat(count(db, "staff.member")).isEqualTo(6);
            assertThat(count(db, "worklist.worklist")).isEqualTo(1);

            await().atMost(Duration.ofSeconds(20)).until(() -> one.up() && other.up());
            var id =
                    one.calls()
                            .place(
                                    AsteriskPair.somebody(31),
                                    DESK,
                                    DeskKind.PHONE,
                                    Duration.ofSeconds(20),
                                    false);
            talking(one, id);
            // A new leg for her, ordered at the other one: both hear it answer, one joins it.
            var before = other.calls().get(id).deskLine();
            other.calls().rejoin(id, DeskKind.PHONE);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !one.calls().get(id).deskLine().equals(before));
            talking(other, id);
            other.calls().hangUp(id);
            await().atMost(Duration.ofSeconds(20)).until(() -> !one.calls().get(id).live());
            await().until(() -> Endings.OF.containsKey(id));

            // Her leg, the patient's, her new one; joined twice: none of it doubled.
            var actions = Stream.of(one, other).flatMap(h -> h.tap().actions().stream()).toList();
            assertThat(actions).filteredOn("originate"::equals).hasSize(3);
            assertThat(actions).filteredOn("bridge"::equals).hasSize(2);
            assertThat(Endings.OF).containsEntry(id, 1);

            // Each loop runs at one of the two, and at the other when that one goes.
            assertThat(count(db, "jobs.lease")).isPositive();
            var leases = one.context().getBean(Leases.class);
            var others = other.context().getBean(Leases.class);
            assertThat(leases.alone("test", () -> {})).isTrue();
            assertThat(others.alone("test", () -> {})).isFalse();
            one.context().close();
            assertThat(others.alone("test", () -> {})).isTrue();
        }
    }

    private static void talking(House house, CallId id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> house.calls().get(id).joined());
    }

    private static int count(JdbcClient db, String table) {
        return db.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    private static House house(String url, String name) {
        var pair = AsteriskPair.running();
        var tap = new Tap(Integer.parseInt(pair.property("ami-port")));
        var settings = new HashMap<>(pair.properties());
        settings.putAll(
                Map.of(
                        "spring.datasource.url", url,
                        "spring.datasource.username", "postgres",
                        "spring.datasource.hikari.maximum-pool-size", "12",
                        "server.port", "0",
                        "aftercall.var", "target/var/TwoApplicationsTests/" + name,
                        "aftercall.telephony.ami-port", String.valueOf(tap.port()),
                        "aftercall.dialer.look-every", "200ms",
                        "aftercall.call.sweep-every", "30s",
                        "logging.level.root", "WARN",
                        "spring.main.banner-mode", "off"));
        var app = new SpringApplication(Aftercall.class, Endings.class);
        return new House(
                app.run(
                        settings.entrySet().stream()
                                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                                .toArray(String[]::new)),
                tap);
    }
}
