package org.aftercall.bench;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.aftercall.call.CallId;
import org.aftercall.call.Calls;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.Switchboard;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;

/**
 * The real switchboard, on which every desk is one telephone of the simulated network that picks up
 * as often as it is rung; no component, tests scan here.
 */
class ManyDesks {
    /** The first desk. */
    static final int FIRST = 4000;

    /** A steady tone of 1000 Hz, unless {@code bench.telephone} names another. */
    private static final String TELEPHONE = "8060";

    /** The whole application on the pair with these desks, which its trunk never makes wait. */
    static BenchHouse house(AsteriskPair pair, Map<String, String> more) throws IOException {
        var settings = new HashMap<>(pair.properties());
        settings.put("aftercall.telephony.trunk.calls-per-second", "1000");
        settings.put("aftercall.telephony.trunk.minutes-per-day", "1000000");
        settings.putAll(more);
        return new BenchHouse(settings, ManyDesks.class);
    }

    static boolean thereIs(BenchHouse house) {
        return thereIs(house, TELEPHONE);
    }

    static boolean thereIs(BenchHouse house, String telephone) {
        try {
            return house.get(Switchboard.class).reachable(new Extension(telephone), DeskKind.PHONE);
        } catch (RuntimeException _) {
            return false;
        }
    }

    /** A call from the desk of this number, counted from 0. */
    static CallId call(Calls calls, int desk, PhoneNumber to, boolean recorded) {
        return calls.place(
                to,
                new Extension(String.valueOf(FIRST + desk)),
                DeskKind.PHONE,
                Duration.ofSeconds(40),
                recorded);
    }

    /** Another patient for each desk. */
    static PhoneNumber patient(int desk) {
        return new PhoneNumber("+861000000%02d0%d".formatted(desk % 100, desk / 100));
    }

    @Bean
    @Primary
    Switchboard desksOfOneTelephone(
            @Qualifier("nodes") Switchboard real,
            @Value("${bench.telephone:" + TELEPHONE + "}") String telephone) {
        return (Switchboard)
                Proxy.newProxyInstance(
                        Switchboard.class.getClassLoader(),
                        new Class<?>[] {Switchboard.class},
                        (_, method, arguments) ->
                                order(real, new Extension(telephone), method, arguments));
    }

    @Bean
    @Order(0)
    Heard heard() {
        return new Heard();
    }

    private static Object order(
            Switchboard real, Extension telephone, Method method, Object[] arguments)
            throws Throwable {
        var said = arguments == null ? new Object[0] : arguments.clone();
        if (said.length > 0 && said[0] instanceof DeskOrder order) {
            said[0] =
                    new DeskOrder(
                            order.line(),
                            telephone,
                            order.kind(),
                            order.ringFor(),
                            order.ringing(),
                            order.beside());
        } else if (method.getName().equals("reachable")) {
            said[0] = telephone;
        }
        try {
            return method.invoke(real, said);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
