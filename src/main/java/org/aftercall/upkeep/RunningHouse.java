package org.aftercall.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.Finding;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application that runs beside us, asked for what only it can see. */
class RunningHouse {
    /** Under which we tell that it does not run, or does not answer as it should. */
    static final String TOPIC = "application";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An inventory reads every object. */
    private static final Duration CHORE = Duration.ofHours(2);

    private final Path home;

    RunningHouse(Path home) {
        this.home = home;
    }

    /** What its rooms found; empty when it does not run. */
    Optional<List<Report.Entry>> ask() {
        return DoctorKey.read(home).flatMap(RunningHouse::ask);
    }

    List<Report.Entry> silent() {
        return entry(
                Finding.skip(
                        "application",
                        "does not run, so database, store, telephony and speech were not looked at",
                        "./aftercall up"));
    }

    /** What came of a chore. */
    record Said(boolean done, List<String> lines) {}

    Said have(String chore) {
        var key = DoctorKey.read(home);
        if (key.isEmpty()) {
            return new Said(false, List.of("The application does not run. ./aftercall up"));
        }
        var request =
                asking(key.get(), ChoreDoor.PATH + chore)
                        .timeout(CHORE)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            var said = JsonMapper.shared().readTree(answer.body());
            return answer.statusCode() == 200
                    ? new Said(true, said.valueStream().map(JsonNode::stringValue).toList())
                    : new Said(
                            false,
                            List.of(
                                    said.path("detail")
                                            .stringValue("HTTP " + answer.statusCode())));
        } catch (IOException e) {
            return new Said(false, List.of("The application does not answer. ./aftercall up"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder asking(DoctorKey key, String path) {
        return HttpRequest.newBuilder(URI.create(key.address() + path))
                .header("Authorization", "Bearer " + key.token());
    }

    private static Optional<List<Report.Entry>> ask(DoctorKey key) {
        var request = asking(key, DoctorDoor.PATH).timeout(PATIENCE).build();
        try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(
                            JsonMapper.shared()
                                    .readValue(
                                            answer.body(),
                                            new TypeReference<List<Report.Entry>>() {}))
                    : Optional.of(
                            entry(
                                    Finding.fail(
                                            "application",
                                            "refused to be examined (HTTP "
                                                    + answer.statusCode()
                                                    + "): another one runs at "
                                                    + key.address(),
                                            "./aftercall down && ./aftercall up")));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (HttpTimeoutException e) {
            return Optional.of(
                    entry(
                            Finding.fail(
                                    "application",
                                    "runs, but did not answer within a minute",
                                    "Look into ./aftercall logs; then ./aftercall down &&"
                                            + " ./aftercall up")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<Report.Entry> entry(Finding finding) {
        return List.of(new Report.Entry(TOPIC, finding));
    }
}
