package org.aftercall.recording.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key server that speaks Vault's transit protocol over real HTTP: encrypt, decrypt, read and
 * rotate of one key, with associated data, versions and a token.
 */
public final class KeyServer implements AutoCloseable {
    public static final String TOKEN = "token-of-this-run";

    private final List<AesGcmJce> versions = new ArrayList<>();
    private volatile int oldest = 1;
    private HttpServer server;

    public KeyServer() {
        rotate();
        server = open(0);
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Gone, at the same address as before {@link #back}. */
    public void away() {
        server.stop(0);
    }

    public void back() {
        server = open(server.getAddress().getPort());
    }

    /** What its operator does there. */
    public void trim(int version) {
        oldest = version;
    }

    private HttpServer open(int port) {
        try {
            var opened =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            opened.createContext("/v1/transit/", this::handle);
            opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            opened.start();
            return opened;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void rotate() {
        try {
            var key = new byte[32];
            new SecureRandom().nextBytes(key);
            versions.add(new AesGcmJce(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().substring("/v1/transit/".length());
            var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                answer(exchange, 403, Map.of("errors", List.of("permission denied")));
                return;
            }
            try {
                switch (path) {
                    case "encrypt/aftercall" -> answer(exchange, 200, encrypt(body));
                    case "decrypt/aftercall" -> answer(exchange, 200, decrypt(body));
                    case "keys/aftercall" ->
                            answer(
                                    exchange,
                                    200,
                                    Map.of(
                                            "data",
                                            Map.of(
                                                    "latest_version",
                                                    versions.size(),
                                                    "min_available_version",
                                                    oldest == 1 ? 0 : oldest)));
                    case "keys/aftercall/rotate" -> {
                        rotate();
                        exchange.sendResponseHeaders(204, -1);
                    }
                    default -> answer(exchange, 404, Map.of("errors", List.of()));
                }
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                answer(
                        exchange,
                        400,
                        Map.of("errors", List.of("cipher: message authentication failed")));
            }
        }
    }

    private synchronized Map<String, Object> encrypt(JsonNode body)
            throws GeneralSecurityException {
        var sealed =
                versions.getLast()
                        .encrypt(bytes(body, "plaintext"), bytes(body, "associated_data"));
        return Map.of(
                "data",
                Map.of(
                        "ciphertext",
                        "vault:v"
                                + versions.size()
                                + ":"
                                + Base64.getEncoder().encodeToString(sealed)));
    }

    private synchronized Map<String, Object> decrypt(JsonNode body)
            throws GeneralSecurityException {
        var parts = body.path("ciphertext").stringValue("").split(":");
        var version = Integer.parseInt(parts[1].substring(1));
        var plain =
                versions.get(version - 1)
                        .decrypt(
                                Base64.getDecoder().decode(parts[2]),
                                bytes(body, "associated_data"));
        return Map.of("data", Map.of("plaintext", Base64.getEncoder().encodeToString(plain)));
    }

    private static byte[] bytes(JsonNode body, String field) {
        return Base64.getDecoder().decode(body.path(field).stringValue(""));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> body)
            throws IOException {
        var bytes = JsonMapper.shared().writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
