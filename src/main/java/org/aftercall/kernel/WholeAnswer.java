package org.aftercall.kernel;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer over HTTP to its last byte: a request's own time ends with the headers, and who sends
 * the rest slowly, or without end, would keep us for good.
 */
public final class WholeAnswer {
    private WholeAnswer() {}

    /**
     * @param most until the last byte
     * @param mostBytes of its body, more is a failure
     * @throws HttpTimeoutException when it is not here in time
     * @throws IOException when nobody is there, or the wire breaks
     */
    public static HttpResponse<String> to(
            HttpRequest request, HttpClient http, Duration most, long mostBytes)
            throws IOException, InterruptedException {
        var answer =
                http.sendAsync(
                        request,
                        BodyHandlers.limiting(
                                BodyHandlers.ofString(StandardCharsets.UTF_8), mostBytes));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            var late = new HttpTimeoutException("no answer within " + most.toSeconds() + " s");
            late.initCause(e);
            throw late;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }
}
