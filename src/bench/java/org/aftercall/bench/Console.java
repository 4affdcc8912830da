package org.aftercall.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import tools.jackson.databind.json.JsonMapper;

/** A nurse's console as far as the live feed is concerned: STOMP, or bare frames. */
final class Console implements WebSocket.Listener {
    private static final Pattern FRAME =
            Pattern.compile(
                    "\"seq\":(\\d+),\"type\":\"([a-z.]+)\",\"at\":\"([^\"]+)\",\"ref\":\"([^\"]+)\"");

    /** A slow one takes no more than four frames a second. */
    private static final Executor SLOWLY =
            CompletableFuture.delayedExecutor(250, TimeUnit.MILLISECONDS);

    private static final String CAPTIONS = "/user/queue/captions";
    private static final JsonMapper JSON = new JsonMapper();

    private final ConcurrentLinkedQueue<Said> said = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Arrival> entrance = new ConcurrentLinkedQueue<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final StringBuilder part = new StringBuilder();
    private final boolean stomp;
    private final boolean slow;
    private volatile boolean closed;

    /** A frame, and when it was here. */
    record Arrival(long seq, String type, Instant at, String ref, Instant here) {
        double ms() {
            return Duration.between(at, here).toNanos() / 1e6;
        }
    }

    private @Nullable WebSocket socket;

    private Console(boolean stomp, boolean slow) {
        this.stomp = stomp;
        this.slow = slow;
    }

    static Console open(HttpClient http, URI address, String cookie, boolean stomp, boolean slow) {
        var console = new Console(stomp, slow);
        var builder = http.newWebSocketBuilder().header("Cookie", cookie);
        if (stomp) {
            builder.subprotocols("v12.stomp");
        }
        console.socket = builder.buildAsync(address, console).join();
        if (stomp) {
            console.socket
                    .sendText("CONNECT\naccept-version:1.2\nhost:bench\nheart-beat:0,0\n\n\0", true)
                    .join();
        }
        return console;
    }

    /** Waits until the server knows who is there; only then is what it is asked for counted. */
    boolean connected() throws InterruptedException {
        if (!open.await(30, TimeUnit.SECONDS)) {
            return false;
        }
        if (stomp) {
            for (var place : List.of("/user/queue/call", "/topic/status")) {
                subscribe(place);
            }
        }
        return true;
    }

    /** A session of hers, as if she had signed in. */
    @SuppressWarnings("unchecked")
    static String cookie(BenchHouse house, StaffId nurse) {
        var sessions = (SessionRepository<Session>) house.get(SessionRepository.class);
        var stamp =
                house.get(JdbcClient.class)
                        .sql("SELECT stamp FROM staff.member WHERE id = ?")
                        .param(nurse.value())
                        .query(UUID.class)
                        .single();
        var session = sessions.createSession();
        session.setAttribute("aftercall.staff", nurse.value().toString());
        session.setAttribute("aftercall.stamp", stamp.toString());
        sessions.save(session);
        return "AFTERCALL="
                + Base64.getEncoder()
                        .encodeToString(session.getId().getBytes(StandardCharsets.UTF_8));
    }

    /** The words of a sentence as they came to her screen, and when. */
    record Said(String call, int seq, String speaker, String text, Instant here) {}

    /** Also what is said in her talks. */
    void captions() {
        subscribe(CAPTIONS);
    }

    /** One side of a talk. */
    List<Said> said(String call, String speaker) {
        return said.stream()
                .filter(s -> s.call().equals(call) && s.speaker().equals(speaker))
                .toList();
    }

    private void subscribe(String place) {
        Objects.requireNonNull(socket)
                .sendText("SUBSCRIBE\nid:" + place + "\ndestination:" + place + "\n\n\0", true)
                .join();
    }

    boolean slow() {
        return slow;
    }

    boolean closed() {
        return closed;
    }

    List<Arrival> entrance() {
        return List.copyOf(entrance);
    }

    @Override
    public void onOpen(WebSocket socket) {
        if (!stomp) {
            open.countDown();
        }
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            take(part.toString(), Instant.now());
            part.setLength(0);
        }
        if (slow) {
            SLOWLY.execute(() -> socket.request(1));
        } else {
            socket.request(1);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void take(String text, Instant here) {
        if (text.startsWith("CONNECTED")) {
            open.countDown();
            return;
        }
        if (text.contains("subscription:" + CAPTIONS + "\n")) {
            var line = JSON.readTree(text.substring(text.indexOf("\n\n"), text.indexOf('\0')));
            said.add(
                    new Said(
                            line.path("call").stringValue(""),
                            line.path("seq").asInt(),
                            line.path("speaker").stringValue(""),
                            line.path("text").stringValue(""),
                            here));
            return;
        }
        var frame = FRAME.matcher(text);
        while (frame.find()) {
            entrance.add(
                    new Arrival(
                            Long.parseLong(frame.group(1)),
                            frame.group(2),
                            Instant.parse(frame.group(3)),
                            frame.group(4),
                            here));
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        closed = true;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed = true;
    }
}
