package org.aftercall.transcript.whisper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.WholeAnswer;
import org.aftercall.transcript.engine.Engine;
import org.aftercall.transcript.engine.EngineDown;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.Listener;
import org.aftercall.transcript.engine.Use;
import org.aftercall.transcript.engine.Wanted;

/**
 * A server with whisper.cpp's protocol: {@code POST /inference} with a WAV file, an answer in
 * {@code verbose_json} (github.com/ggml-org/whisper.cpp, examples/server). Sound goes nowhere else:
 * a redirect is not followed.
 */
public final class WhisperServer {
    /** Its name in a transcript. */
    public static final String ENGINE = "whisper";

    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration GREETING = Duration.ofSeconds(10);

    /** Words of ten minutes with all their times are about a megabyte. */
    private static final long MOST_BYTES = 64L << 20;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .build();
    private final URI url;
    private final String model;
    private final Duration timeout;

    /**
     * @param url of the server, without {@code /inference}
     * @param model what a transcript says listened
     * @param timeout for one stretch of at most six minutes
     */
    public WhisperServer(URI url, String model, Duration timeout) {
        this.url = URI.create(url.toString().replaceAll("/+$", ""));
        this.model = model;
        this.timeout = timeout;
    }

    /**
     * @param wanted words that it is shown before it listens
     */
    public Engine engine(String language, Wanted wanted) {
        var prompt = Prompt.of(language, wanted.terms());
        var maker = new Engine.Maker(ENGINE, model, language, false, wanted.version());
        return new Engine() {
            @Override
            public Maker maker() {
                return maker;
            }

            @Override
            public Listener listen(int sampleRate) {
                return new WhisperListener(
                        wave -> words(wave, language, prompt.text()), sampleRate);
            }

            @Override
            public Use use() {
                return new Use(Use.Means.PROMPT, List.of(), prompt.left());
            }
        };
    }

    /**
     * Whether it is there and has loaded its model. Servers without a page for it are believed.
     *
     * @throws EngineDown when it does not say so within ten seconds
     */
    public void greet() throws EngineDown {
        var answer = send(HttpRequest.newBuilder(at("/health")).GET().build(), GREETING);
        if (answer.statusCode() >= SERVER_ERROR) {
            throw new EngineDown("it answers with status " + answer.statusCode());
        }
    }

    /**
     * Has it listen to a second of silence: that at its address there is what we think.
     *
     * @throws EngineDown when its answer is none, or does not come within ten seconds
     */
    public void prove() throws EngineDown {
        words(Wave.of(new short[Wave.RATE], Wave.RATE, Wave.RATE), "en", "", GREETING);
    }

    /** The words of one stretch, with times from its beginning. */
    private List<Heard> words(Wave wave, String language, String prompt) throws EngineDown {
        return words(wave, language, prompt, timeout);
    }

    private List<Heard> words(Wave wave, String language, String prompt, Duration most)
            throws EngineDown {
        var boundary = "aftercall-" + UUID.randomUUID();
        var request =
                HttpRequest.newBuilder(at("/inference"))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(form(boundary, wave, language, prompt))
                        .build();
        var answer = send(request, most);
        if (answer.statusCode() != OK) {
            throw new EngineDown("it answers with status " + answer.statusCode());
        }
        return new Answer(wave.seconds()).read(answer.body());
    }

    private static BodyPublisher form(String boundary, Wave wave, String language, String prompt) {
        var parts = new ArrayList<byte[]>();
        field(parts, boundary, "response_format", "verbose_json");
        field(parts, boundary, "language", language);
        field(parts, boundary, "temperature", "0.0");
        if (!prompt.isEmpty()) {
            field(parts, boundary, "prompt", prompt);
        }
        parts.add(
                text(
                        "--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"side.wav\""
                                + "\r\nContent-Type: audio/wav\r\n\r\n"));
        parts.add(wave.bytes());
        parts.add(text("\r\n--" + boundary + "--\r\n"));
        return BodyPublishers.ofByteArray(joined(parts));
    }

    private static void field(List<byte[]> parts, String boundary, String name, String value) {
        parts.add(
                text(
                        "--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\""
                                + name
                                + "\"\r\n\r\n"
                                + value
                                + "\r\n"));
    }

    private static byte[] joined(List<byte[]> parts) {
        var all = new byte[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private URI at(String path) {
        return URI.create(url + path);
    }

    private HttpResponse<String> send(HttpRequest request, Duration most) throws EngineDown {
        try {
            return WholeAnswer.to(request, http, most, MOST_BYTES);
        } catch (HttpConnectTimeoutException e) {
            throw new EngineDown("it cannot be asked: " + e.getMessage(), e);
        } catch (HttpTimeoutException e) {
            throw new EngineDown("it does not answer within " + most.toSeconds() + " s", e);
        } catch (IOException e) {
            throw new EngineDown("it cannot be asked: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineDown("we are stopping", e);
        }
    }

    private static String reason(IOException e) {
        var told = e.getMessage();
        return told != null ? told : e.getClass().getSimpleName();
    }
}
