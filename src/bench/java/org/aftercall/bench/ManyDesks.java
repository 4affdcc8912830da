package org.aftercall.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.Switchboard;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;

/**
 * The real switchboard, on which every desk is one telephone of the simulated network that picks up
 * as often as it is rung; no component, tests scan here.
 */
class ManyDesks {
    /** A steady tone of 1000 Hz. */
    static final Extension TELEPHONE = new Extension("8060");

    @Bean
    @Primary
    Switchboard manyDesks(@Qualifier("nodes") Switchboard real) {
        return (Switchboard)
                Proxy.newProxyInstance(
                        Switchboard.class.getClassLoader(),
                        new Class<?>[] {Switchboard.class},
                        (_, method, arguments) -> order(real, method, arguments));
    }

    @Bean
    @Order(0)
    Heard heard() {
        return new Heard();
    }

    private static Object order(Switchboard real, Method method, Object[] arguments)
            throws Throwable {
        var said = arguments == null ? new Object[0] : arguments.clone();
        if (said.length > 0 && said[0] instanceof DeskOrder order) {
            said[0] =
                    new DeskOrder(
                            order.line(),
                            TELEPHONE,
                            order.kind(),
                            order.ringFor(),
                            order.ringing(),
                            order.beside());
        } else if (method.getName().equals("reachable")) {
            said[0] = TELEPHONE;
        }
        try {
            return method.invoke(real, said);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
