package org.aftercall.recording.vault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.aftercall.kernel.Refusal;
import org.aftercall.recording.KeysDown;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A master key that never leaves a key server of the Vault kind (its "transit" engine): data keys
 * go there to be locked and opened, each bound to its recording. Nothing of it is remembered here,
 * so while the server is away nothing is opened.
 */
final class TransitKeys implements KeyHolder {
    /** The server's own refusal of what it did not lock; everything else is "not now". */
    private static final int BAD_REQUEST = 400;

    private final KeySettings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    TransitKeys(KeySettings settings) {
        this.settings = settings;
    }

    @Override
    public String words() {
        return "key server, " + settings.name();
    }

    @Override
    public String current() {
        return named("v" + key().path("latest_version").asInt());
    }

    /** Those that were not trimmed; one that may only not decrypt now could be allowed to again. */
    @Override
    public List<String> masters() {
        var key = key();
        return IntStream.rangeClosed(
                        Math.max(1, key.path("min_available_version").asInt(1)),
                        key.path("latest_version").asInt())
                .mapToObj(version -> named("v" + version))
                .toList();
    }

    private JsonNode key() {
        return ask("GET", "keys/" + settings.name(), Map.of());
    }

    @Override
    public boolean holds(String master) {
        return master.startsWith(named(""));
    }

    @Override
    public SealedKey lock(byte[] dataKey, byte[] owner) {
        var answer =
                ask(
                        "POST",
                        "encrypt/" + settings.name(),
                        Map.of("plaintext", base64(dataKey), "associated_data", base64(owner)));
        var text = answer.path("ciphertext").stringValue("");
        // vault:v3:…; the version tells whether it waits to be locked anew.
        var parts = text.split(":", 3);
        if (parts.length != 3) {
            throw new KeysDown("The key server gave no ciphertext", null);
        }
        return new SealedKey(named(parts[1]), text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal {
        try {
            var answer =
                    ask(
                            "POST",
                            "decrypt/" + settings.name(),
                            Map.of(
                                    "ciphertext",
                                    new String(key.sealed(), StandardCharsets.US_ASCII),
                                    "associated_data",
                                    base64(owner)));
            return Base64.getDecoder().decode(answer.path("plaintext").stringValue(""));
        } catch (NotOurs e) {
            throw new BrokenSeal("The key server does not open the data key", e);
        }
    }

    @Override
    public void rotate() {
        ask("POST", "keys/" + settings.name() + "/rotate", Map.of());
    }

    @Override
    public boolean ours() {
        return false;
    }

    /** Our token may not: who breaks in here must not be able to destroy what the server keeps. */
    @Override
    public void destroy(String master) {
        throw new Refusal(Refusal.Kind.CONFLICT, "keys.operators");
    }

    private String named(String version) {
        return "kms:" + settings.name() + ":" + version;
    }

    private JsonNode ask(String method, String path, Map<String, String> body) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        settings.address()
                                                + "/v1/"
                                                + settings.mount()
                                                + "/"
                                                + path))
                        .timeout(Duration.ofSeconds(5))
                        .header("X-Vault-Token", settings.token())
                        .method(
                                method,
                                method.equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(
                                                JsonMapper.shared().writeValueAsString(body)))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == BAD_REQUEST) {
                throw new NotOurs();
            }
            if (answer.statusCode() / 100 != 2) {
                throw new KeysDown("The key server says HTTP " + answer.statusCode(), null);
            }
            return answer.body().isBlank()
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(answer.body()).path("data");
        } catch (IOException e) {
            throw new KeysDown("The key server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysDown("We are stopping", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static final class NotOurs extends KeysDown {
        NotOurs() {
            super("The key server refuses what it was asked", null);
        }
    }
}
