package org.aftercall.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aftercall.Aftercall;
import org.aftercall.call.Calls;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.HouseClock;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.Switchboard;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * One of the two dialers of F7, a process of its own: the product's calls, leases, fence, ear and
 * sweep, and a loop under a lease that calls from every free desk one of a few numbers, so that two
 * dialers meet at a number all the time.
 */
final class F7Dialer {
    static final int NUMBERS = 60;
    private static final int DESKS = 12;
    private static final String LEASE = "f7";

    private F7Dialer() {}

    /** The wire and the wrong clock; no component, tests scan here. */
    static class House {
        @Bean
        F7Wire f7Wire(@Value("${f7.port}") int port, ObjectProvider<LineListener> house)
                throws IOException {
            return new F7Wire(port, house);
        }

        @Bean
        @Primary
        Switchboard f7Switchboard(F7Wire wire) {
            return wire.switchboard();
        }

        @Bean
        @Primary
        Clock skewed(@Value("${f7.skew}") Duration skew, JdbcClient db) {
            return HouseClock.of(Clock.offset(Clock.systemUTC(), skew), db);
        }
    }

    static List<String> settings(String url, int port, Duration skew, Duration lease, Path home) {
        return Map.ofEntries(
                        Map.entry("spring.datasource.url", url),
                        Map.entry("spring.datasource.username", "postgres"),
                        Map.entry("spring.datasource.hikari.maximum-pool-size", "12"),
                        // Shorter than the zombies stand still, so that they wake to lost sessions.
                        Map.entry(
                                "spring.datasource.hikari.connection-init-sql",
                                "SET idle_in_transaction_session_timeout = '1200ms'"),
                        Map.entry("server.port", "0"),
                        Map.entry("f7.port", String.valueOf(port)),
                        Map.entry("f7.skew", skew.toString()),
                        Map.entry("aftercall.lease", lease.toString()),
                        Map.entry("aftercall.var", home.toString()),
                        Map.entry("aftercall.telephony.ami-port", "9"),
                        Map.entry("aftercall.telephony.trunk.calls-per-second", "1000000"),
                        Map.entry("aftercall.telephony.trunk.minutes-per-day", "100000000"),
                        Map.entry("aftercall.telephony.trunk.locked-from", "00:00"),
                        Map.entry("aftercall.telephony.trunk.locked-until", "00:00"),
                        Map.entry("aftercall.call.sweep-every", "500ms"),
                        Map.entry("aftercall.dialer.look-every", "1h"),
                        Map.entry("logging.level.root", "ERROR"),
                        Map.entry("spring.main.banner-mode", "off"))
                .entrySet()
                .stream()
                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toList();
    }

    public static void main(String[] args) {
        try {
            work(args);
        } catch (RuntimeException failure) {
            // The application's own threads would keep the process alive.
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void work(String[] args) {
        var app = new SpringApplication(Aftercall.class, House.class);
        app.setWebApplicationType(WebApplicationType.SERVLET);
        var context = app.run(args);
        var calls = context.getBean(Calls.class);
        var leases = context.getBean(Leases.class);
        var wire = context.getBean(F7Wire.class);
        var me = String.valueOf(ProcessHandle.current().pid());
        var dice = new Random(ProcessHandle.current().pid());
        var seated = new AtomicBoolean();
        while (true) {
            try {
                leases.alone(
                        LEASE,
                        () -> {
                            for (int desk = 0; desk < DESKS; desk++) {
                                place(calls, new Extension(String.valueOf(7000 + desk)), dice);
                            }
                            seated.set(true);
                        });
                wire.refused(me, leases.refused());
                Thread.sleep(seated.getAndSet(false) ? 1 : 20);
            } catch (InterruptedException stopped) {
                return;
            } catch (DataAccessException | TransactionException gone) {
                // A session that was ended while we stood still.
                System.err.println("F7: " + gone.getClass().getSimpleName());
            }
        }
    }

    private static void place(Calls calls, Extension desk, Random dice) {
        try {
            if (calls.at(desk).isPresent()) {
                return;
            }
            if (!calls.seated(desk)) {
                calls.sit(desk, DeskKind.PHONE);
                return;
            }
            var number = new PhoneNumber("+8610" + (60_000_000 + dice.nextInt(NUMBERS)));
            calls.place(number, desk, DeskKind.PHONE, Duration.ofSeconds(20), false);
        } catch (Refusal | DataAccessException | TransactionException refused) {
            // Somebody is on the telephone already, or we come too late.
        }
    }
}
