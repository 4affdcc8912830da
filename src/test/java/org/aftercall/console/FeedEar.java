package org.aftercall.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A screen that is signed in over the network and hears everything that comes to its socket. */
final class FeedEar implements WebSocket.Listener, AutoCloseable {
    private final StringBuffer heard = new StringBuffer();
    private final HttpClient http;
    private final int port;
    private @Nullable WebSocket socket;
    private volatile boolean closed;

    private FeedEar(HttpClient http, int port) {
        this.http = http;
        this.port = port;
    }

    /** Somebody without a session. */
    static FeedEar stranger(int port) {
        return new FeedEar(HttpClient.newHttpClient(), port);
    }

    /**
     * One of the people of the first start, connected.
     *
     * @param home where the passwords of the first start lie
     */
    static FeedEar connected(int port, Path home, String login) throws Exception {
        var cookies = new CookieManager();
        var ear = new FeedEar(HttpClient.newBuilder().cookieHandler(cookies).build(), port);
        ear.signIn(cookies, home, login);
        ear.open();
        ear.send("CONNECT\naccept-version:1.2\nhost:x\n\n");
        await().atMost(Duration.ofSeconds(20)).until(() -> ear.heard().contains("CONNECTED"));
        return ear;
    }

    private void signIn(CookieManager cookies, Path home, String login) throws Exception {
        var session = at("/api/v1/session");
        http.send(HttpRequest.newBuilder(session).build(), HttpResponse.BodyHandlers.discarding());
        var token =
                cookies.getCookieStore().getCookies().stream()
                        .filter(c -> c.getName().equals("XSRF-TOKEN"))
                        .map(HttpCookie::getValue)
                        .findFirst()
                        .orElseThrow();
        var password =
                Files.readAllLines(home.resolve("secrets/first-logins.txt")).stream()
                        .filter(l -> l.startsWith(login + "\t"))
                        .map(l -> l.split("\t", -1)[1])
                        .findFirst()
                        .orElseThrow();
        var entered =
                http.send(
                        HttpRequest.newBuilder(session)
                                .header("Content-Type", "application/json")
                                .header("X-XSRF-TOKEN", token)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"login\": \"%s\", \"password\": \"%s\"}"
                                                        .formatted(login, password)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(200);
    }

    void open() throws Exception {
        socket =
                http.newWebSocketBuilder()
                        .subprotocols("v12.stomp")
                        .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), this)
                        .get();
    }

    void subscribe(String destination) throws Exception {
        send("SUBSCRIBE\nid:" + destination + "\ndestination:" + destination + "\n\n");
    }

    void send(String frame) throws Exception {
        Objects.requireNonNull(socket).sendText(frame + "\0", true).get();
    }

    /** What the same person reads at the door. */
    String read(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(at("/api/v1" + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    String heard() {
        return heard.toString();
    }

    boolean closed() {
        return closed;
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        heard.append(text);
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = true;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
