package org.aftercall.followup.outside;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.aftercall.followup.outside.Reply.NotNow;
import org.aftercall.followup.outside.Reply.Refused;
import org.aftercall.followup.outside.Reply.Taken;
import org.aftercall.kernel.WholeAnswer;
import org.springframework.core.NestedExceptionUtils;

/**
 * What tells people who are not signed in: whatever takes a signed JSON message by POST. A message
 * goes to the address that was set and nowhere else; a redirect is not followed.
 */
public final class Gateway {
    public static final String KEY = "Idempotency-Key";
    public static final String TIMESTAMP = "X-Aftercall-Timestamp";
    public static final String SIGNATURE = "X-Aftercall-Signature";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    /** Nobody reads what it says beside its status. */
    private static final long MOST_BYTES = 1L << 20;

    private static final int OK = 200;
    private static final int REDIRECT = 300;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();
    private final URI url;
    private final SecretKeySpec secret;

    Gateway(URI url, byte[] secret) {
        this.url = url;
        this.secret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * Waits at most ten seconds.
     *
     * @param key the same for the same message, however often it is sent
     * @param now the moment that is signed with it
     */
    public Reply send(String key, byte[] message, Instant now) throws InterruptedException {
        var timestamp = String.valueOf(now.getEpochSecond());
        var request =
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .header(KEY, key)
                        .header(TIMESTAMP, timestamp)
                        .header(SIGNATURE, "sha256=" + signature(timestamp, message))
                        .POST(BodyPublishers.ofByteArray(message))
                        .build();
        try {
            return reply(WholeAnswer.to(request, http, WHOLE, MOST_BYTES).statusCode());
        } catch (HttpConnectTimeoutException | ConnectException nobody) {
            return new NotNow("unreachable");
        } catch (HttpTimeoutException late) {
            return new NotNow("timeout");
        } catch (IOException e) {
            // The client may hide it in a failure to read the answer.
            var stranger = NestedExceptionUtils.getMostSpecificCause(e) instanceof SSLException;
            return new NotNow(stranger ? "tls" : "broken");
        }
    }

    private static Reply reply(int status) {
        if (status >= OK && status < REDIRECT) {
            return new Taken(status);
        }
        return status >= SERVER_ERROR || status == REQUEST_TIMEOUT || status == TOO_MANY
                ? new NotNow("http." + status)
                : new Refused(status);
    }

    /** Of the moment, a dot and the message, so that an old message cannot be passed off as new. */
    private String signature(String timestamp, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
