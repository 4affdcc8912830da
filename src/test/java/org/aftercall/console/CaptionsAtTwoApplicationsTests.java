package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.aftercall.Aftercall;
import org.aftercall.FakeWorld;
import org.aftercall.TestClock;
import org.aftercall.TestDatabases;
import org.aftercall.Ward;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.recording.Speech;
import org.aftercall.staff.Staff;
import org.aftercall.telephony.LineAudio;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.transcript.AtPace;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two whole applications on one database: one hears the talk, the nurse's screen is at the other.
 */
class CaptionsAtTwoApplicationsTests {
    private static final Duration LONG = Duration.ofSeconds(40);

    private record House(ConfigurableApplicationContext context, Path home)
            implements AutoCloseable {
        <T> T the(Class<T> bean) {
            return context.getBean(bean);
        }

        int port() {
            return Integer.parseInt(
                    Objects.requireNonNull(
                            context.getEnvironment().getProperty("local.server.port")));
        }

        Map<LineId, LineAudio.Hearer> ears() {
            return the(Ears.Audio.class).open;
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Test
    void whatOneHearsTheNurseReadsAtTheOtherAndNobodyKeepsIt() throws Exception {
        TestDatabases.outlivesContexts();
        var url = TestDatabases.fresh();
        try (var one = house(url, "one");
                var other = house(url, "other")) {
            await().atMost(LONG)
                    .until(() ->
                            one.the(Neighbours.class).near() && other.the(Neighbours.class).near());
            var ward = one.the(Ward.class);
            ward.opens();
            other.the(Ward.class).opens();
            var db = one.the(JdbcClient.class);
            db.sql("UPDATE staff.member SET presence = 'READY' WHERE login = 'nurse'").update();
            var nurse =
                    one.the(Staff.class).withDesk().stream()
                            .filter(m -> m.login().equals("nurse"))
                            .findFirst()
                            .orElseThrow();
            try (var screen = FeedEar.connected(other.port(), one.home(), "nurse");
                    var stranger = FeedEar.connected(other.port(), one.home(), "nurse2")) {
                screen.subscribe("/user/queue/captions");
                stranger.subscribe("/user/queue/captions");
                var call = ward.dial(nurse, ward.owed()).call();
                ward.talks(call);
                var line = Ward.line(call);
                await().atMost(LONG).until(() -> one.ears().containsKey(line));

                // What the other one does with the call brings no second listener.
                other.the(Calls.class).hold(call, true);
                other.the(Calls.class).hold(call, false);
                say(one, line, 0);
                await().atMost(LONG).until(() -> screen.heard().contains("感觉好多了"));
                assertThat(screen.heard()).contains("\"speaker\":\"PATIENT\"", "\"done\":true");
                assertThat(stranger.heard()).doesNotContain("MESSAGE");
                assertThat(screen.read("/calls/" + call.value() + "/captions"))
                        .contains("\"on\":true", "感觉好多了");
                assertThat(everywhere(db, "感觉好多了")).isEmpty();

                assertThat(other.the(Ears.Audio.class).ever.get()).isZero();

                // Who listened goes; the other goes on, and what was said before stays.
                other.the(TestClock.class).advance(Duration.ofMinutes(1));
                one.close();
                await().atMost(LONG).until(() -> other.ears().containsKey(line));
                say(other, line, 1);
                await().atMost(LONG).until(() -> screen.heard().contains("没有出血"));
                assertThat(screen.read("/calls/" + call.value() + "/captions"))
                        .containsSubsequence("感觉好多了", "没有出血");

                other.the(Ward.class).ends(call, LineResult.ANSWERED, 16);
                await().atMost(LONG).until(() -> other.ears().isEmpty());
                assertThat(screen.read("/calls/" + call.value() + "/captions"))
                        .contains("\"on\":false")
                        .doesNotContain("感觉好多了");
                assertThat(rows(other.the(JdbcClient.class), call)).isZero();
            }
        }
    }

    private static void say(House house, LineId line, int sentence) throws Exception {
        var words = Speech.say("cmn-latn-pinyin+m3", Speech.prompt("patient-zh").get(sentence + 1));
        AtPace.say(
                Objects.requireNonNull(house.ears().get(line)),
                new short[4000],
                words,
                new short[16_000]);
    }

    /** The tables in which a text stands, in any column. */
    private static List<String> everywhere(JdbcClient db, String text) {
        return db
                .sql(
                        """
                        SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                        """)
                .query(String.class)
                .list()
                .stream()
                .map(Objects::requireNonNull)
                .filter(table ->
                        db.sql("SELECT count(*) FROM " + table + " t WHERE t::text LIKE :text")
                                        .param("text", "%" + text + "%")
                                        .query(Integer.class)
                                        .single()
                                > 0)
                .toList();
    }

    private static int rows(JdbcClient db, CallId call) {
        return db.sql("SELECT count(*) FROM transcript.captioning WHERE call_id = :call")
                .param("call", call.value())
                .query(Integer.class)
                .single();
    }

    private static House house(String url, String name) {
        var home = Path.of("target/var/CaptionsAtTwoApplicationsTests", name);
        var settings = new LinkedHashMap<String, String>();
        settings.put("spring.datasource.url", url);
        settings.put("spring.datasource.username", "postgres");
        settings.put("spring.datasource.hikari.maximum-pool-size", "12");
        settings.put("server.port", "0");
        settings.put("aftercall.var", home.toString());
        settings.put("aftercall.telephony.spool", home.resolve("tapes").toString());
        settings.put("aftercall.speech.models", "storage/models");
        settings.put("aftercall.speech.captions-look-every", "200ms");
        settings.put("aftercall.call.sweep-every", "1h");
        settings.put("logging.level.root", "WARN");
        settings.put("spring.main.banner-mode", "off");
        var app = new SpringApplication(Aftercall.class, FakeWorld.class, Ward.class, Ears.class);
        return new House(
                app.run(
                        settings.entrySet().stream()
                                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                                .toArray(String[]::new)),
                home);
    }

    /** Lines on which a test speaks. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Ears {
        @Bean
        @Primary
        Audio ears() {
            return new Audio();
        }

        static final class Audio implements LineAudio {
            final Map<LineId, Hearer> open = new ConcurrentHashMap<>();
            final AtomicInteger ever = new AtomicInteger();

            @Override
            public Tap tap(LineId line, Hearer hearer) {
                open.put(line, hearer);
                ever.incrementAndGet();
                return () -> {
                    if (open.remove(line, hearer)) {
                        hearer.over();
                    }
                };
            }
        }
    }
}
