package org.aftercall.upkeep;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;

/** The programs of this machine that we call, and what a browser on it needs. */
class Programs implements Check {
    @Override
    public String topic() {
        return "programs";
    }

    @Override
    public List<Finding> look() {
        return List.of(
                present("espeak-ng", "speaks for the simulated patients", "espeak-ng", "--version"),
                present("sox", "prepares sounds", "sox", "--version"),
                firstLineOf("fc-list", ":lang=zh", "family")
                        .map(family -> Finding.pass("chinese font", family))
                        .orElseGet(() ->
                                Finding.warn(
                                        "chinese font",
                                        "none: a browser on this machine would show boxes",
                                        "apt-get install -y fontconfig" + " fonts-wqy-zenhei")));
    }

    private static Finding present(String program, String does, String... command) {
        return firstLineOf(command)
                .map(line -> Finding.pass(program, line.strip()))
                .orElseGet(() ->
                        Finding.warn(
                                program, "missing; it " + does, "apt-get install -y " + program));
    }

    /** The first line a program prints; empty if it is missing or failed. */
    static Optional<String> firstLineOf(String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes());
            return process.waitFor() == 0 ? text.lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted: " + Arrays.toString(command), e);
        }
    }
}
