package org.aftercall.telephony;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real Asterisk and the simulated telephone network beside it: one pair for the whole test run,
 * started at the first {@link #running}, stopped when the JVM ends. Numbers and line ids keep tests
 * apart.
 */
public final class AsteriskPair {
    private static final int[] BASES = {18_000, 21_000, 24_000, 27_000, 12_000, 9_000};
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final Path repository;
    private final Path var;
    private final int base;
    private final @Nullable String node;
    private final Properties properties = new Properties();

    private static final class Holder {
        static final AsteriskPair PAIR = new AsteriskPair("asterisk-pair", null);
    }

    public static AsteriskPair running() {
        return Holder.PAIR;
    }

    /** A second pair beside the common one, for a test that breaks it. */
    static AsteriskPair another(String name) {
        return new AsteriskPair(name, null);
    }

    /** A further node of the same house, with a simulated network and desks of its own. */
    static AsteriskPair node(String name) {
        return new AsteriskPair("asterisk-" + name, name);
    }

    private AsteriskPair(String name, @Nullable String node) {
        this.node = node;
        repository = repository();
        var = repository.resolve("target").resolve(name);
        // A run that was killed may have left its pair behind.
        run(BASES[0], "telephony/run", "stop", var.toString());
        base = freeBase(repository.hashCode());
        run(base, "telephony/install", repository.resolve("var").toString());
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> run(base, "telephony/run", "stop", var.toString())));
        empty(var.resolve("telephony/tapes"));
        start();
        try (Reader in = Files.newBufferedReader(folder().resolve("aftercall.properties"))) {
            properties.load(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Gives two nodes of a house a trunk between them. */
    static void tie(AsteriskPair one, AsteriskPair other) {
        one.knows(other);
        other.knows(one);
    }

    private void knows(AsteriskPair other) {
        String name = other.node == null ? "main" : other.node;
        site(
                "nodes",
                "secret 0123456789abcdef\n" + name + " 127.0.0.1:" + (other.base + 60) + "\n");
        run(base, "telephony/run", "nodes", var.toString());
    }

    void knowsNobody() {
        forget("nodes");
        run(base, "telephony/run", "nodes", var.toString());
    }

    /** The house has that account at the simulated network from now on. */
    void registers(String user, String secret) {
        site(
                "registration",
                "server 127.0.0.1:%d\nuser %s\nsecret %s\n".formatted(base + 160, user, secret));
        run(base, "telephony/run", "trunk", var.toString());
    }

    void registersNowhere() {
        forgetAccount();
        run(base, "telephony/run", "trunk", var.toString());
    }

    /** For whoever starts it next. */
    void forgetAccount() {
        forget("registration");
    }

    private void site(String file, String text) {
        try {
            Files.writeString(
                    Files.createDirectories(folder().resolve("site")).resolve(file), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void forget(String file) {
        try {
            Files.deleteIfExists(folder().resolve("site").resolve(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public void start() {
        run(base, "telephony/run", "start", var.toString());
    }

    void stop() {
        run(base, "telephony/run", "stop", var.toString());
    }

    /** What is said when somebody else would start one on this pair's ports. */
    String startInTheWay() throws IOException {
        Path other = var.resolveSibling("asterisk-in-the-way");
        Path prompts = other.resolve("telephony/prompts");
        Files.createDirectories(prompts.getParent());
        if (!Files.exists(prompts)) {
            Files.createSymbolicLink(prompts, folder().resolve("prompts"));
        }
        try {
            run(base, "telephony/run", "start", other.toString());
            return "it started";
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    int base() {
        return base;
    }

    /** The process id of {@code main} or {@code carrier}. */
    public long pid(String who) {
        try {
            return Long.parseLong(Files.readString(folder().resolve(who + ".pid")).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The settings {@code aftercall.telephony.*}, for a Spring context. */
    public Map<String, String> properties() {
        return properties.entrySet().stream()
                .collect(
                        Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue().toString()));
    }

    /** The same, for a test's context. */
    public void settings(DynamicPropertyRegistry registry) {
        properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    public String property(String name) {
        return properties.getProperty(
                "aftercall.telephony." + (node == null ? "" : "nodes." + node + ".") + name);
    }

    /** Secrets, prompts, tapes and logs of the pair. */
    public Path folder() {
        return var.resolve("telephony");
    }

    /** Where the hospital's own recordings are put, for {@link #announce}. */
    public Path announcements() {
        return var.resolve("announcements");
    }

    public void announce() {
        run(base, "telephony/run", "announcements", var.toString());
    }

    /**
     * Speech of a nurse for a browser's fake microphone: 48 kHz mono WAV, {@code en} or {@code zh}.
     */
    public Path nurseSpeech(String language) {
        return folder().resolve("prompts/nurse-" + language + ".wav");
    }

    /**
     * Somebody of the simulated network who behaves as the last two digits say, another one at each
     * call.
     */
    public static PhoneNumber somebody(int behaviour) {
        int person = PEOPLE.getAndIncrement() % 100;
        return new PhoneNumber("+861000000%02d%02d".formatted(person, behaviour));
    }

    /**
     * A number for measuring: 1 echo, 2 wants 4711, 3 a tone of 425 Hz, 4 speaks unanswered, 5 ends
     * with the cause that the last two digits of the caller's number say.
     */
    public static PhoneNumber measuring(int which) {
        return new PhoneNumber("+86100000900" + which);
    }

    /** Somebody of the simulated network calls the house; he speaks as his last digits say. */
    public void callIn(PhoneNumber from) {
        run(base, "telephony/run", "call-in", var.toString(), from.digits());
    }

    private static Path repository() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.isExecutable(p.resolve("telephony/run"))) {
                return p;
            }
        }
        throw new IllegalStateException(
                "telephony/run is not above " + Path.of("").toAbsolutePath());
    }

    private void run(int base, String... command) {
        var full = new ArrayList<>(List.of(command));
        full.set(0, repository.resolve(command[0]).toString());
        var builder = new ProcessBuilder(full).redirectErrorStream(true);
        builder.environment().put("AFTERCALL_PORT_BASE", String.valueOf(base));
        if (node != null) {
            builder.environment().put("AFTERCALL_NODE", node);
        }
        Path shared = repository.resolve("var/asterisk/root");
        if (Files.exists(shared.resolve(".aftercall-ready"))) {
            builder.environment().putIfAbsent("AFTERCALL_ASTERISK_ROOT", shared.toString());
        }
        Path log = repository.resolve("target/asterisk-pair.log");
        try {
            Files.createDirectories(log.getParent());
            long before = Files.exists(log) ? Files.size(log) : 0;
            Process process =
                    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            if (!process.waitFor(15, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new IllegalStateException(full + " failed:\n" + from(before, log));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String from(long at, Path log) throws IOException {
        var all = Files.readAllBytes(log);
        return new String(all, (int) at, all.length - (int) at, StandardCharsets.UTF_8);
    }

    /** Several checkouts may be tested on one machine at a time. */
    private static int freeBase(int seed) {
        for (int i = 0; i < BASES.length; i++) {
            int candidate = BASES[Math.floorMod(seed + i, BASES.length)];
            if (free(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("No free ports for an Asterisk pair");
    }

    private static boolean free(int base) {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (var ami = new ServerSocket();
                var socket = new ServerSocket();
                var sip = new DatagramSocket(new InetSocketAddress(here, base + 60));
                var network = new DatagramSocket(new InetSocketAddress(here, base + 160))) {
            ami.setReuseAddress(true);
            ami.bind(new InetSocketAddress(here, base + 38));
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(here, base + 88));
            return sip.isBound() && network.isBound();
        } catch (IOException _) {
            return false;
        }
    }

    private static void empty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
