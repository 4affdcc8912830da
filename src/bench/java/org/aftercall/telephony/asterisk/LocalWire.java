package org.aftercall.telephony.asterisk;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.aftercall.telephony.AsteriskPair;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireState;
import org.jspecify.annotations.Nullable;

/**
 * A switchboard for measuring orders a second: the product's connection, orders, corridor and
 * translation on a real Asterisk, but the patients are Local channels that answer at once, and a
 * nurse's leg is one that has been up all day. What a call is not made of here (hold, mute, digits)
 * is refused.
 */
public final class LocalWire implements AutoCloseable {
    /** Asterisk answers a Local channel to this place by itself; it needs no module and no SIP. */
    static final String CHANNEL = "Local/untaped@from-aftercall/n";

    private final Corridor corridor;
    private final Ami ami;
    private final Clock clock;
    private final Iterable<LineListener> listeners;
    private final Set<LineId> desks = ConcurrentHashMap.newKeySet();
    private final ExecutorService nurses = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param listeners in this order, each after the one before has committed
     */
    public LocalWire(Iterable<LineListener> listeners, Clock clock) {
        this.listeners = listeners;
        this.clock = clock;
        corridor =
                new Corridor(
                        listeners,
                        _ -> {},
                        new LineTracker.House(_ -> false, "+86"),
                        20_000,
                        clock);
        ami = new Ami(settings(), corridor::heard, corridor::wire);
    }

    private static TelephonySettings settings() {
        var pair = AsteriskPair.running();
        return Bench.settings(
                Integer.parseInt(pair.property("ami-port")), pair.property("ami-secret"));
    }

    public void start() {
        corridor.start();
        ami.start();
    }

    public boolean up() {
        return ami.state() instanceof WireState.Up;
    }

    /** For the whole house; a proxy, because most of a switchboard's orders are not measured. */
    public Switchboard switchboard() {
        return (Switchboard)
                Proxy.newProxyInstance(
                        Switchboard.class.getClassLoader(),
                        new Class<?>[] {Switchboard.class},
                        this::order);
    }

    private @Nullable Object order(Object proxy, Method method, Object[] arguments)
            throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "state" -> ami.state();
            case "reachable" -> true;
            case "dial" -> {
                dial((DialOrder) arguments[0]);
                yield null;
            }
            case "ring" -> {
                ring((DeskOrder) arguments[0]);
                yield null;
            }
            case "hangUp" -> {
                hangUp((LineId) arguments[0]);
                yield null;
            }
            case "join" -> null;
            case "liveLines" -> List.of();
            // Nobody looks into the book: nothing was missed, and nothing sounded.
            case "soundOf", "memoryOf", "answerOf" -> Optional.empty();
            case "toString", "hashCode", "equals" -> own(method, arguments);
            default -> {
                if (method.isDefault()) {
                    yield InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                throw new UnsupportedOperationException(method.getName());
            }
        };
    }

    private Object own(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(desks, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void dial(DialOrder order) {
        var action = Orders.dial(order, null);
        action.setChannel(CHANNEL);
        ami.send(action);
    }

    /** Tells from another thread: whoever orders is still inside his transaction's end. */
    private void ring(DeskOrder order) {
        desks.add(order.line());
        nurses.execute(() -> {
            var answered = new LineEvent.Answered(order.line(), Instant.now(clock));
            for (var listener : listeners) {
                listener.on(answered);
            }
        });
    }

    private void hangUp(LineId line) {
        if (!desks.remove(line)) {
            ami.send(Orders.hangUp(line));
        }
    }

    @Override
    public void close() {
        ami.close();
        corridor.close();
        nurses.shutdownNow();
    }
}
