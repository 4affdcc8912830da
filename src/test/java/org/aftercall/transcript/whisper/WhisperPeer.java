package org.aftercall.transcript.whisper;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.aftercall.transcript.engine.Heard;
import org.aftercall.transcript.engine.Wanted;
import org.aftercall.transcript.vosk.SpeechModels;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that speaks whisper.cpp's protocol on a real socket. It really listens, with a demo
 * model; or answers what it is told to.
 */
public final class WhisperPeer implements AutoCloseable {
    private final HttpServer server;
    private final SpeechModels models =
            new SpeechModels(List.of(Path.of("storage/models")), Path.of("target/var/boosted"));

    /** The fields of each form that came, the file without its sound. */
    public final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();

    /** How long each file was. */
    final List<Double> seconds = new CopyOnWriteArrayList<>();

    private volatile int status = 200;
    private volatile @Nullable String body;
    private volatile boolean mute;
    private final List<HttpExchange> unanswered = new CopyOnWriteArrayList<>();

    public WhisperPeer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", e -> answer(e, 200, "<html>whisper</html>"));
        server.createContext("/inference", this::inference);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From here on it listens again. */
    public void listens() {
        answers(200, null);
    }

    /** From here on this answer, whatever is asked. */
    public void answers(int withStatus, @Nullable String withBody) {
        status = withStatus;
        body = withBody;
        mute = false;
    }

    /** From here on it takes the sound, and begins an answer that it never ends. */
    public void fallsSilent() {
        mute = true;
    }

    /** Ends the answers that it began in the middle, as one that is killed. */
    public void breaksOff() {
        unanswered.forEach(HttpExchange::close);
        unanswered.clear();
    }

    private void inference(HttpExchange exchange) throws IOException {
        var form = form(exchange);
        var told = body;
        if (mute) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            unanswered.add(exchange);
        } else if (status != 200 || told != null) {
            answer(exchange, status, told == null ? "" : told);
        } else {
            answer(exchange, 200, recognised(form.samples(), form.language()));
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Form(short[] samples, String language) {}

    private Form form(HttpExchange exchange) throws IOException {
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
        // A character a byte, so that the parts can be cut as text.
        var all = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        var fields = new LinkedHashMap<String, String>();
        var samples = new short[0];
        for (var part : all.split(java.util.regex.Pattern.quote(boundary))) {
            int head = part.indexOf("\r\n\r\n");
            if (head < 0) {
                continue;
            }
            var name = part.replaceFirst("(?s).*?name=\"([^\"]*)\".*", "$1");
            var value = part.substring(head + 4, part.length() - 2);
            if (name.equals("file")) {
                samples = wave(value.getBytes(StandardCharsets.ISO_8859_1));
                fields.put(name, "");
            } else {
                fields.put(
                        name,
                        new String(
                                value.getBytes(StandardCharsets.ISO_8859_1),
                                StandardCharsets.UTF_8));
            }
        }
        forms.add(fields);
        seconds.add(samples.length / 16_000.0);
        return new Form(samples, fields.getOrDefault("language", "none"));
    }

    /** As strict as the real one: a mono file of 16 bits and 16 kHz. */
    private static short[] wave(byte[] bytes) {
        var file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (!new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("RIFF")
                || file.getInt(4) != bytes.length - 8
                || file.getShort(22) != 1
                || file.getInt(24) != 16_000
                || file.getShort(34) != 16
                || file.getInt(40) != bytes.length - 44) {
            throw new IllegalArgumentException("No WAV file of 16 kHz");
        }
        var samples = new short[(bytes.length - 44) / 2];
        file.position(44).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** In whisper's manner: words with a blank before, a capital first and a full stop last. */
    private String recognised(short[] samples, String language) throws IOException {
        var segments = new ArrayList<Map<String, Object>>();
        var model = models.forLanguage(language).orElseThrow();
        try (var listener = models.engine(model, Wanted.NOTHING).listen(16_000)) {
            listener.hear(samples, samples.length);
            listener.finish();
            for (var heard : listener.heard()) {
                segments.add(segment(heard));
            }
        }
        return JsonMapper.shared()
                .writeValueAsString(
                        Map.of("task", "transcribe", "language", language, "segments", segments));
    }

    private static Map<String, Object> segment(Heard heard) {
        var words = new ArrayList<Map<String, Object>>();
        var text = new StringBuilder();
        for (var word : heard.words()) {
            boolean last = word == heard.words().getLast();
            var w = word.word();
            var shown =
                    " "
                            + (words.isEmpty()
                                    ? w.substring(0, 1).toUpperCase() + w.substring(1)
                                    : w)
                            + (last ? "." : "");
            text.append(shown);
            words.add(
                    Map.of(
                            "word",
                            shown,
                            "start",
                            word.start(),
                            "end",
                            word.end(),
                            "probability",
                            word.confidence()));
        }
        return Map.of(
                "start",
                heard.words().getFirst().start(),
                "end",
                heard.words().getLast().end(),
                "text",
                text.toString(),
                "words",
                words,
                "no_speech_prob",
                0.01);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
