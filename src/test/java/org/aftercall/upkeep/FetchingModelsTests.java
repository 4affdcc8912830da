package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code storage/models/get} against a server of our own. */
class FetchingModelsTests {
    private static final byte[] ARCHIVE = archive("tiny");

    @TempDir Path home;
    private final HttpServer server;

    FetchingModelsTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void publish() {
        server.createContext(
                "/tiny.zip",
                exchange -> {
                    exchange.sendResponseHeaders(200, ARCHIVE.length);
                    exchange.getResponseBody().write(ARCHIVE);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aModelWithTheRightHashIsInstalledAndListed() throws Exception {
        catalogue(sha256(ARCHIVE));
        assertThat(get("get", "tiny").code()).isZero();
        assertThat(home.resolve("models/tiny/am/final.mdl")).exists();
        assertThat(get("list").said()).containsPattern("tiny +en +1 KB +installed");
        assertThat(get("get", "tiny").said()).startsWith("tiny is there");
    }

    @Test
    void anotherFileThanTheOneVouchedForIsThrownAway() throws Exception {
        catalogue("0".repeat(64));
        var answer = get("get", "tiny");
        assertThat(answer.code()).isOne();
        assertThat(answer.said()).contains("thrown away");
        assertNothingLeft();
    }

    @Test
    void aFileNobodyVouchesForNeedsItsHashAccepted() throws Exception {
        catalogue("unknown");
        var hash = sha256(ARCHIVE);
        var answer = get("get", "tiny");
        assertThat(answer.code()).isOne();
        assertThat(answer.said()).contains("--accept-hash " + hash);
        assertThat(home.resolve("models/tiny")).doesNotExist();
        server.stop(0); // what was fetched is not fetched again
        assertThat(get("get", "tiny", "--accept-hash", hash).code()).isZero();
        assertThat(home.resolve("models/tiny/conf")).exists();
    }

    @Test
    void withoutANetworkOneLineSaysWhatToDo() throws Exception {
        catalogue(sha256(ARCHIVE));
        server.stop(0);
        var answer = get("get", "tiny");
        assertThat(answer.code()).isOne();
        assertThat(answer.said().lines().filter(l -> l.startsWith("model: ")))
                .hasSize(1)
                .first()
                .asString()
                .contains("could not be fetched", "unzip it");
        assertNothingLeft();
    }

    @Test
    void aFolderPutThereByHandIsListed() throws Exception {
        catalogue("unknown");
        for (var part : List.of("am", "conf", "graph")) {
            Files.createDirectories(home.resolve("models/mine").resolve(part));
        }
        Files.writeString(home.resolve("models/mine/am/final.mdl"), "x");
        assertThat(get("list").said()).containsPattern("mine .*installed by hand");
    }

    private void assertNothingLeft() throws IOException {
        try (var left = Files.list(home.resolve("models"))) {
            assertThat(left).isEmpty();
        }
    }

    private void catalogue(String hash) throws IOException {
        Files.writeString(
                home.resolve("catalogue.tsv"),
                "# a comment\n"
                        + String.join(
                                "\t",
                                "tiny",
                                "en",
                                "http://127.0.0.1:" + server.getAddress().getPort() + "/tiny.zip",
                                "1 KB",
                                hash)
                        + "\n");
    }

    private record Answer(int code, String said) {}

    private Answer get(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("storage/models/get"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AFTERCALL_VAR", home.toString());
        builder.environment()
                .put("AFTERCALL_MODEL_CATALOGUE", home.resolve("catalogue.tsv").toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes());
        return new Answer(process.waitFor(), said);
    }

    private static byte[] archive(String name) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : List.of("am/final.mdl", "conf/model.conf", "graph/words.txt")) {
                zip.putNextEntry(new ZipEntry(name + "/" + file));
                zip.write('x');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
