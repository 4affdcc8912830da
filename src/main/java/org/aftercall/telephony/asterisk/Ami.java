package org.aftercall.telephony.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.EventTimeoutException;
import org.asteriskjava.manager.ManagerEventListener;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.manager.response.CoreSettingsResponse;
import org.asteriskjava.manager.response.ManagerResponse;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to Asterisk's manager interface. One thread connects, watches the heart beat and
 * connects again; a fresh connection each time, because asterisk-java's own way back never ends and
 * piles up threads.
 */
final class Ami implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ami.class);

    /** Beat and patience together find a half-open socket within three seconds. */
    private static final Duration BEAT = Duration.ofMillis(700);

    private static final Duration PATIENCE = Duration.ofMillis(1_700);
    private static final Duration RETRY = Duration.ofMillis(1_000);

    private final TelephonySettings settings;
    private final Consumer<ManagerEvent> events;
    private final Consumer<WireState> states;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "telephony-ami");

    private volatile WireState state = new WireState.Down("Not connected to Asterisk yet");
    private volatile @Nullable Link link;

    /** One life of the connection; it beats until the first sign of trouble. */
    private record Link(ManagerConnectionImpl connection, CountDownLatch lost) {
        boolean alive() {
            return lost.getCount() > 0;
        }
    }

    Ami(TelephonySettings settings, Consumer<ManagerEvent> events, Consumer<WireState> states) {
        this.settings = settings;
        this.events = events;
        this.states = states;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    WireState state() {
        return state;
    }

    /** Sends an order and waits for Asterisk's word on it; empty when it did not come in time. */
    Optional<ManagerResponse> send(ManagerAction order) {
        Link now = up();
        try {
            return Optional.ofNullable(now.connection().sendAction(order, PATIENCE.toMillis()));
        } catch (TimeoutException _) {
            // It was handed over, so it may have been obeyed: whoever asked reads the lines again.
            now.lost().countDown();
            return Optional.empty();
        } catch (IOException | IllegalStateException failure) {
            now.lost().countDown();
            throw broke(failure);
        }
    }

    List<ResponseEvent> list(EventGeneratingAction question) {
        return list(up(), question);
    }

    /**
     * The same of what Asterisk may be slow to tell for reasons of its own, such as a far end that
     * it waits for: empty when it did not in time, which says nothing of the wire.
     */
    Optional<List<ResponseEvent>> listInTime(EventGeneratingAction question) {
        Link now = up();
        try {
            return Optional.of(
                    List.copyOf(
                            now.connection()
                                    .sendEventGeneratingAction(question, PATIENCE.toMillis())
                                    .getEvents()));
        } catch (EventTimeoutException _) {
            return Optional.empty();
        } catch (IOException | IllegalStateException failure) {
            now.lost().countDown();
            throw broke(failure);
        }
    }

    private static WireDown broke(Exception failure) {
        return new WireDown("The connection to Asterisk broke: " + failure.getMessage());
    }

    private static List<ResponseEvent> list(Link link, EventGeneratingAction question) {
        try {
            return List.copyOf(
                    link.connection()
                            .sendEventGeneratingAction(question, PATIENCE.toMillis())
                            .getEvents());
        } catch (EventTimeoutException | IOException | IllegalStateException failure) {
            link.lost().countDown();
            throw new WireDown("Asterisk did not list what was asked: " + failure.getMessage());
        }
    }

    private Link up() {
        Link now = link;
        if (now == null || !now.alive()) {
            throw new WireDown(
                    state instanceof WireState.Down down ? down.why() : "The connection broke");
        }
        return now;
    }

    private void run() {
        try {
            do {
                live();
            } while (!closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() throws InterruptedException {
        var lost = new CountDownLatch(1);
        var connection = connection(lost);
        var mine = new Link(connection, lost);
        ManagerEventListener ears =
                event -> {
                    if (event instanceof DisconnectEvent) {
                        mine.lost().countDown();
                    }
                };
        try {
            connection.addEventListener(ears);
            connection.login();
            String version = version(connection);
            // Its lines pass by our ears like any event, in their place among them.
            list(mine, Orders.status());
            link = mine;
            change(new WireState.Up(version));
            beat(mine);
            change(
                    new WireState.Down(
                            closed.getCount() == 0 ? "Closed" : "Asterisk stopped answering"));
        } catch (AuthenticationFailedException failure) {
            change(new WireState.Down("Asterisk refused " + settings.amiUser() + ": wrong secret"));
        } catch (IOException | TimeoutException | IllegalStateException | WireDown failure) {
            change(new WireState.Down("Asterisk cannot be reached: " + failure.getMessage()));
        } finally {
            link = null;
            mine.lost().countDown();
            connection.removeEventListener(ears);
            hangUp(connection);
        }
    }

    private void beat(Link mine) throws InterruptedException {
        while (closed.getCount() > 0
                && !mine.lost().await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                if (mine.connection().sendAction(Orders.ping(), PATIENCE.toMillis()) == null) {
                    return;
                }
            } catch (IOException | TimeoutException | IllegalStateException _) {
                return;
            }
        }
    }

    /** What a connection that counts as lost still has to say, its successor will say anew. */
    private ManagerConnectionImpl connection(CountDownLatch lost) {
        Consumer<ManagerEvent> ears =
                event -> {
                    if (lost.getCount() > 0) {
                        events.accept(event);
                    }
                };
        var made =
                new ManagerConnectionImpl() {
                    @Override
                    protected SocketConnectionFacade createSocket() throws IOException {
                        return AmiSocket.to(settings.amiHost(), settings.amiPort(), PATIENCE, ears);
                    }
                };
        made.setHostname(settings.amiHost());
        made.setPort(settings.amiPort());
        made.setUsername(settings.amiUser());
        made.setPassword(settings.amiSecret());
        made.registerUserEventClass(OutboundRegistrationDetailEvent.class);
        made.registerUserEventClass(OutboundRegistrationDetailCompleteEvent.class);
        made.setDefaultResponseTimeout(PATIENCE.toMillis());
        made.setKeepAliveAfterAuthenticationFailure(false);
        return made;
    }

    private static String version(ManagerConnectionImpl connection)
            throws IOException, TimeoutException {
        return connection.sendAction(Orders.version()) instanceof CoreSettingsResponse core
                ? core.getAsteriskVersion()
                : "unknown";
    }

    /** Also stops asterisk-java's own way back, which a broken socket has set in motion. */
    private static void hangUp(ManagerConnectionImpl connection) {
        try {
            connection.setDefaultResponseTimeout(200);
            connection.logoff();
        } catch (IllegalStateException _) {
            // It never was logged in.
        }
    }

    private void change(WireState next) {
        if (!next.equals(state)) {
            if (next instanceof WireState.Down down && closed.getCount() > 0) {
                log.warn("telephony is down: {}", down.why());
            } else {
                log.info("telephony: {}", next);
            }
            state = next;
            states.accept(next);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Link now = link;
        if (now != null) {
            now.lost().countDown();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
