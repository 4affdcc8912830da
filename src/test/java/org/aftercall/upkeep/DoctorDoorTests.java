package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import org.aftercall.kernel.Chore;
import org.aftercall.kernel.Finding.Verdict;
import org.aftercall.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;

@ApplicationModuleTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(DoctorDoorTests.Hands.class)
class DoctorDoorTests {
    @LocalServerPort int port;

    @Value("${aftercall.var}")
    Path home;

    @Test
    void whoCanReadTheKeyIsToldOfTheDatabase() {
        var entries = new RunningHouse(home).ask().orElseThrow();
        assertThat(entries)
                .filteredOn(e -> e.topic().equals("database"))
                .extracting(e -> e.finding().subject())
                .containsExactly("version", "encoding", "clock", "server");
        assertThat(entries).noneMatch(e -> e.finding().verdict() == Verdict.FAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer 00", "Basic dXNlcjpwYXNz"})
    void whoHasNoKeyIsToldNothing(String authorization) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + DoctorDoor.PATH));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("database");
        }
    }

    @Test
    void aChoreIsDoneForWhoCanReadTheKeyAndForNobodyElse() throws Exception {
        var said = new RunningHouse(home).have("test.greet");
        assertThat(said.done()).isTrue();
        assertThat(said.lines()).containsExactly("done");
        assertThat(new RunningHouse(home).have("test.refuse").done()).isFalse();
        assertThat(new RunningHouse(home).have("test.none").done()).isFalse();
        var stranger =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:" + port + ChoreDoor.PATH + "test.greet"))
                        .POST(HttpRequest.BodyPublishers.noBody());
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(stranger.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
        }
        assertThat(new RunningHouse(Files.createTempDirectory("nothing-here")).have("x").done())
                .isFalse();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Hands {
        @Bean
        Chore greet() {
            return chore("test.greet", () -> List.of("done"));
        }

        @Bean
        Chore refuse() {
            return chore(
                    "test.refuse",
                    () -> {
                        throw new Refusal(Refusal.Kind.CONFLICT, "keys.given");
                    });
        }

        private static Chore chore(String name, Supplier<List<String>> work) {
            return new Chore() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public List<String> run() {
                    return work.get();
                }
            };
        }
    }

    @Test
    void theKeyIsReadableByItsOwnerOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(home.resolve("secrets/doctor-token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whereNothingRunsTheRestIsSkippedAndTheFixStartsIt() throws IOException {
        var elsewhere = Files.createTempDirectory("nothing-here");
        DoctorKey.make("http://127.0.0.1:9").write(elsewhere);
        for (var place : List.of(elsewhere, elsewhere.resolve("deeper"))) {
            var house = new RunningHouse(place);
            assertThat(house.ask()).isEmpty();
            assertThat(house.silent())
                    .allMatch(e -> e.finding().fix().equals("./aftercall up"))
                    .allMatch(e -> e.finding().verdict() == Verdict.SKIP);
        }
    }
}
