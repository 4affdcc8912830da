package org.aftercall.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.aftercall.kernel.Finding;
import org.aftercall.kernel.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseholdTests {
    @TempDir Path home;
    @TempDir Path shipped;

    @Test
    void aSecretThatOthersCanReadFailsAndTheFixNamesIt() throws IOException {
        var secret = Files.createDirectories(home.resolve("secrets")).resolve("ami");
        Files.writeString(secret, "x");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(found("secrets", 0, false))
                .returns(Verdict.FAIL, Finding::verdict)
                .returns("chmod 600 " + secret, Finding::fix);

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(found("secrets", 0, false).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void demoModelsAloneAreAWarningUntilARealOneIsThere() throws IOException {
        assertThat(found("speech models", 0, false).detail()).startsWith("none");
        model(shipped.resolve("demo-zh"));
        assertThat(found("speech models", 0, false))
                .returns(Verdict.WARN, Finding::verdict)
                .extracting(Finding::detail)
                .asString()
                .startsWith("only the demo models");
        model(home.resolve("models/by-hand"));
        assertThat(found("speech models", 0, false).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aTakenPortFailsUnlessItIsTakenByUs() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = other.getLocalPort();
            assertThat(found("port", port, false).verdict()).isEqualTo(Verdict.FAIL);
            assertThat(found("port", port, true).verdict()).isEqualTo(Verdict.PASS);
        }
    }

    private Finding found(String subject, int port, boolean running) {
        return new Household(home, shipped, port, running)
                .look().stream().filter(f -> f.subject().equals(subject)).findFirst().orElseThrow();
    }

    private static void model(Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("am")).resolve("final.mdl"), "x");
    }
}
