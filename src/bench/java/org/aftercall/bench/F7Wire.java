package org.aftercall.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** A dialer's wire to the {@link F7Exchange}. */
final class F7Wire implements InvocationHandler {
    private final Socket socket;
    private final PrintWriter out;
    private final AtomicLong orders = new AtomicLong();
    private final Map<String, CompletableFuture<String[]>> answers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService corridor = Executors.newSingleThreadScheduledExecutor();
    private final ObjectProvider<LineListener> house;

    F7Wire(int port, ObjectProvider<LineListener> house) throws IOException {
        this.house = house;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::hear);
    }

    Switchboard switchboard() {
        return (Switchboard)
                Proxy.newProxyInstance(
                        Switchboard.class.getClassLoader(),
                        new Class<?>[] {Switchboard.class},
                        this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
            throws Throwable {
        var arguments = given == null ? new Object[0] : given;
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, given);
        }
        return switch (method.getName()) {
            case "state" -> new WireState.Up("F7");
            case "reachable" -> true;
            case "dial" -> {
                var order = (DialOrder) arguments[0];
                yield done("DIAL", order.line().value() + " " + order.to().digits());
            }
            case "ring" -> done("RING", ((DeskOrder) arguments[0]).line().value().toString());
            case "hangUp" -> done("HANGUP", ((LineId) arguments[0]).value().toString());
            case "liveLines" ->
                    Arrays.stream(ask("ROLL", ""))
                            .skip(2)
                            .map(id -> new LiveLine(line(id), true, Set.of()))
                            .toList();
            case "memoryOf", "answerOf", "soundOf" -> Optional.empty();
            case "nodes" -> List.of();
            case "dropped" -> 0L;
            case "toString" -> "F7Wire";
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> null;
        };
    }

    void refused(String who, long times) {
        ask("REFUSED", who + " " + times);
    }

    private @Nullable Object done(String word, String rest) {
        ask(word, rest);
        return null;
    }

    private String[] ask(String word, String rest) {
        var number = String.valueOf(orders.incrementAndGet());
        var answer = new CompletableFuture<String[]>();
        answers.put(number, answer);
        out.println((word + " " + number + " " + rest).strip());
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new WireDown("The exchange does not answer");
        } catch (java.util.concurrent.ExecutionException | InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            answers.remove(number);
        }
    }

    private void hear() {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var words = line.split(" ");
                switch (words[0]) {
                    case "OK" -> {
                        var answer = answers.get(words[1]);
                        if (answer != null) {
                            answer.complete(words);
                        }
                    }
                    case "ANSWERED" -> tell(new LineEvent.Answered(line(words[1]), Instant.now()));
                    default ->
                            tell(
                                    new LineEvent.Ended(
                                            line(words[1]),
                                            Instant.now(),
                                            LineResult.NO_ANSWER,
                                            true,
                                            16));
                }
            }
        } catch (IOException gone) {
            System.exit(0);
        }
    }

    private void tell(LineEvent event) {
        corridor.execute(() -> {
            try {
                house.orderedStream().forEach(listener -> listener.on(event));
            } catch (RuntimeException lost) {
                // The database ended a session that stood still: the sweep finds what was missed.
                System.err.println("F7: " + lost);
            }
        });
    }

    private static LineId line(String id) {
        return new LineId(UUID.fromString(id));
    }
}
