package org.aftercall.bench;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.aftercall.call.CallId;
import org.aftercall.recording.Ahead;
import org.aftercall.recording.RecordingId;
import org.aftercall.recording.RecordingStored;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * B4: from the event "hung up" to the first decodable byte through the authorised, audited API;
 * limit: the same FFmpeg as a program with the same options, and a PUT of its file into the same
 * kind of store. The limit neither measures peaks, nor hashes, seals, reads back, commits or asks
 * who is listening.
 */
final class HangUpToPlayable {
    private static final int WARM_UP = 3;

    private HangUpToPlayable() {}

    /**
     * Tells when a recording can be played, as the screens are told; no component, tests scan here.
     */
    static class Bell {
        private final Map<CallId, CompletableFuture<RecordingId>> waiting =
                new ConcurrentHashMap<>();

        CompletableFuture<RecordingId> of(CallId call) {
            return waiting.computeIfAbsent(call, _ -> new CompletableFuture<>());
        }

        @TransactionalEventListener
        void on(RecordingStored event) {
            of(event.call()).complete(event.recording());
        }
    }

    static void run(Options options) throws Exception {
        int seconds = options.number("seconds", 180);
        int rounds = options.number("rounds", 15);
        int together = options.number("together", 1);
        boolean ahead = options.number("ahead", 1) != 0;
        options.done();
        System.out.printf(
                "B4: %d talk(s) of %d s at a time, encoded %s, %d rounds after %d to warm up%s%n",
                together,
                seconds,
                ahead ? "while they go on but for the last seconds" : "when they are over",
                rounds,
                WARM_UP,
                together == 1 ? ", ours and the limit in turn" : "");
        var tape = BenchHouse.talk("en", seconds);
        var house =
                new BenchHouse(
                        Map.of(
                                "aftercall.recording.head-start-every",
                                "1h",
                                "aftercall.recording.head-start-after",
                                ahead ? "1s" : "0s"),
                        Bell.class);
        var http = signedIn(house);
        var limit = new Limit(house.home(), tape);
        var ratios = new Ratios("B4", 1.3);
        var ours = new ArrayList<Double>();
        for (int round = -WARM_UP; round < rounds; round++) {
            var mine = ours(house, http, tape, together);
            double bare = together == 1 ? limit.once() : 0;
            System.out.printf(
                    Locale.ROOT,
                    "%4d: ours %4.0f ms%s%n",
                    round,
                    mine.getLast(),
                    together == 1 ? ", limit %4.0f ms".formatted(bare) : " for the last one");
            if (round >= 0) {
                ours.addAll(mine);
                ratios.add(mine.getLast(), bare);
            }
        }
        house.close();
        var sorted = ours.stream().sorted().toList();
        double p99 = Ratios.quantile(sorted, 0.99);
        System.out.printf(
                Locale.ROOT,
                "B4 hang-up to playable, %d × %d s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms n=%d, goal ≤ 2000 ms: goal %s%n",
                together,
                seconds,
                Ratios.quantile(sorted, 0.5),
                Ratios.quantile(sorted, 0.95),
                p99,
                sorted.size(),
                p99 <= 2000 ? "met" : "missed");
        if (together == 1) {
            System.out.println(ratios.verdict());
        }
    }

    /** From the hang-up of all to each one's first byte, in ms and in their order. */
    private static List<Double> ours(BenchHouse house, HttpClient http, byte[] tape, int together)
            throws Exception {
        var calls = new ArrayList<CallId>();
        for (int i = 0; i < together; i++) {
            calls.add(house.talking(tape, "en"));
        }
        Ahead.run(house);
        var stored = new ArrayList<CompletableFuture<Double>>();
        long start = System.nanoTime();
        for (var call : calls) {
            stored.add(
                    house.get(Bell.class)
                            .of(call)
                            .thenApplyAsync(id -> {
                                first(house, http, id);
                                return (System.nanoTime() - start) / 1e6;
                            }));
            house.hangUp(call);
        }
        var took = new ArrayList<Double>();
        for (var one : stored) {
            took.add(one.get(300, TimeUnit.SECONDS));
        }
        return took.stream().sorted().toList();
    }

    private static void first(BenchHouse house, HttpClient http, RecordingId id) {
        var media = house.address() + "/api/v1/recordings/" + id.value() + "/media";
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(media))
                                    .header("Range", "bytes=0-8191")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            var head = new String(answer.body(), 0, 64, StandardCharsets.ISO_8859_1);
            if (answer.statusCode() != 206 || !head.contains("OpusHead")) {
                throw new IllegalStateException("Not playable: " + answer.statusCode());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient signedIn(BenchHouse house) throws Exception {
        var hash = house.get(PasswordEncoder.class).encode("bench-password");
        house.get(JdbcClient.class)
                .sql(
                        """
                        INSERT INTO staff.member (id, login, name, role, all_departments, password_hash, stamp)
                        VALUES (gen_random_uuid(), 'bench', 'Bench', 'SUPERVISOR', true, ?, gen_random_uuid())
                        """)
                .param(hash)
                .update();
        var cookies = new CookieManager();
        var http = HttpClient.newBuilder().cookieHandler(cookies).build();
        var session = URI.create(house.address() + "/api/v1/session");
        http.send(HttpRequest.newBuilder(session).build(), HttpResponse.BodyHandlers.discarding());
        var token =
                cookies.getCookieStore().getCookies().stream()
                        .filter(c -> c.getName().equals("XSRF-TOKEN"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
        var answer =
                http.send(
                        HttpRequest.newBuilder(session)
                                .header("Content-Type", "application/json")
                                .header("X-XSRF-TOKEN", token)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"login\":\"bench\",\"password\":\"bench-password\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("Cannot sign in: " + answer.statusCode() + answer.body());
        }
        return http;
    }

    /** FFmpeg as a program, and a PUT. */
    private static final class Limit {
        private final Path opus;
        private final List<String> command;
        private final MinioClient store;
        private int count;

        Limit(Path home, byte[] samples) throws Exception {
            opus = home.resolve("limit.ogg");
            command = OpusProgram.command(Files.write(home.resolve("limit.raw"), samples), opus);
            var folder = Files.createDirectories(home.resolve("limit-objects"));
            var server =
                    S3Proxy.builder()
                            .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                            .awsAuthentication(AuthenticationType.AWS_V4, "limit", "limit-secret")
                            .endpoint(URI.create("http://127.0.0.1:0"))
                            .build();
            server.start();
            store =
                    MinioClient.builder()
                            .endpoint("http://127.0.0.1:" + server.getPort())
                            .credentials("limit", "limit-secret")
                            .build();
            store.makeBucket(MakeBucketArgs.builder().bucket("limit").build());
        }

        double once() throws Exception {
            long start = System.nanoTime();
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("ffmpeg failed");
            }
            try (var in = Files.newInputStream(opus)) {
                store.putObject(
                        PutObjectArgs.builder().bucket("limit").object("talk" + count++).stream(
                                        in, Files.size(opus), -1L)
                                .build());
            }
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
