package org.aftercall.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;

/** What lies in the data folder, and whether the door to the street is free. */
class Household implements Check {
    private final Path home;
    private final Path shippedModels;
    private final int port;
    private final boolean running;

    /**
     * @param port where the application listens, or will
     * @param running whether it answered
     */
    Household(Path home, Path shippedModels, int port, boolean running) {
        this.home = home;
        this.shippedModels = shippedModels;
        this.port = port;
        this.running = running;
    }

    @Override
    public String topic() {
        return "house";
    }

    @Override
    public List<Finding> look() {
        return List.of(secrets(), models(), door());
    }

    /** Nobody but us may read a secret. */
    private Finding secrets() {
        var open = new ArrayList<Path>();
        for (var file : filesIn(home.resolve("secrets"))) {
            try {
                if (Files.getPosixFilePermissions(file).stream().anyMatch(Household::forOthers)) {
                    open.add(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return open.isEmpty()
                ? Finding.pass("secrets", "readable by their owner only")
                : Finding.fail(
                        "secrets",
                        "others on this machine can read " + joined(open),
                        "chmod 600 " + joined(open));
    }

    private Finding models() {
        var installed =
                filesIn(home.resolve("models")).stream().filter(Household::isModel).toList();
        if (!installed.isEmpty()) {
            return Finding.pass("speech models", joined(installed));
        }
        var shipped = filesIn(shippedModels).stream().filter(Household::isModel).toList();
        return shipped.isEmpty()
                ? Finding.warn(
                        "speech models",
                        "none: calls are recorded, but not transcribed",
                        "./aftercall model get vosk-model-small-cn-0.22")
                : Finding.warn(
                        "speech models",
                        "only the demo models, which know synthetic voices and few words",
                        "For real patients: ./aftercall model get vosk-model-small-cn-0.22");
    }

    private Finding door() {
        if (running) {
            return Finding.pass("port", "the application answers");
        }
        try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return Finding.pass("port", probe.getLocalPort() + " is free");
        } catch (IOException e) {
            return Finding.fail(
                    "port",
                    port + " is taken by another program",
                    "Choose another: AFTERCALL_PORT=8081 ./aftercall up");
        }
    }

    private static boolean isModel(Path folder) {
        return Files.isRegularFile(folder.resolve("am/final.mdl"));
    }

    private static boolean forOthers(PosixFilePermission permission) {
        return !permission.name().startsWith("OWNER_");
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(" "));
    }

    private static List<Path> filesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
