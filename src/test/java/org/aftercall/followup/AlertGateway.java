package org.aftercall.followup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway on a real socket that keeps what it is sent and answers what it is told to. */
final class AlertGateway implements AutoCloseable {
    private final HttpServer server;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    AlertGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    /** What came, as it came. */
    record Sent(String path, String key, String timestamp, String signature, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(bytes);
        }

        String event() {
            return json().path("event").stringValue();
        }

        String to() {
            return json().at("/to/0/staff").stringValue("");
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
    }

    /** From here on this, whatever comes. */
    void answers(int with) {
        status = with;
    }

    void forgets() {
        sent.clear();
        status = 204;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            sent.add(
                    new Sent(
                            exchange.getRequestURI().getPath(),
                            "" + headers.getFirst("Idempotency-Key"),
                            "" + headers.getFirst("X-Aftercall-Timestamp"),
                            "" + headers.getFirst("X-Aftercall-Signature"),
                            exchange.getRequestBody().readAllBytes()));
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
