package org.aftercall.followup.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayTests {
    private static final byte[] MESSAGE = "{}".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatAnAnswerMeans() throws Exception {
        var meaning =
                Map.of(
                        200, new Reply.Taken(200),
                        202, new Reply.Taken(202),
                        302, new Reply.Refused(302),
                        401, new Reply.Refused(401),
                        422, new Reply.Refused(422),
                        408, new Reply.NotNow("http.408"),
                        429, new Reply.NotNow("http.429"),
                        500, new Reply.NotNow("http.500"),
                        503, new Reply.NotNow("http.503"));
        var server = server();
        server.createContext(
                "/",
                exchange -> {
                    var status = exchange.getRequestURI().getPath().substring(1);
                    exchange.getResponseHeaders().add("Location", "/200");
                    exchange.sendResponseHeaders(Integer.parseInt(status), -1);
                    exchange.close();
                });
        try {
            for (var one : meaning.entrySet()) {
                assertThat(sent("http://127.0.0.1:%d/%d", port(server), one.getKey()))
                        .isEqualTo(one.getValue());
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whereNobodyListensItIsTriedLater() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(sent("http://127.0.0.1:%d/", free)).isEqualTo(new Reply.NotNow("unreachable"));
        // a resolver that is away itself takes longer than there is time
        assertThat(sent("http://gateway.invalid/"))
                .isIn(new Reply.NotNow("unreachable"), new Reply.NotNow("timeout"));
    }

    @Test
    void whoBreaksOffHasNotTakenIt() throws Exception {
        var server = server();
        server.createContext("/", exchange -> exchange.close());
        try {
            assertThat(sent("http://127.0.0.1:%d/", port(server)))
                    .isEqualTo(new Reply.NotNow("broken"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whoSpeaksNoTlsWhereItIsAskedForHasNotTakenIt() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var plain =
                    Thread.startVirtualThread(() -> {
                        try (var caller = socket.accept()) {
                            caller.getOutputStream()
                                    .write(
                                            "HTTP/1.1 400 Bad\r\n\r\n"
                                                    .getBytes(StandardCharsets.UTF_8));
                            caller.getInputStream().transferTo(OutputStream.nullOutputStream());
                        } catch (IOException gone) {
                            // It has heard enough.
                        }
                    });
            assertThat(sent("https://127.0.0.1:%d/", socket.getLocalPort()))
                    .isEqualTo(new Reply.NotNow("tls"));
            plain.join();
        }
    }

    private static HttpServer server() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static Reply sent(String url, Object... with) throws InterruptedException {
        return new Gateway(URI.create(url.formatted(with)), MESSAGE)
                .send("key", MESSAGE, Instant.EPOCH);
    }
}
