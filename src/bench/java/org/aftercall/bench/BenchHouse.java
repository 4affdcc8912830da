package org.aftercall.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aftercall.Aftercall;
import org.aftercall.TestDatabases;
import org.aftercall.call.CallEnded;
import org.aftercall.call.CallId;
import org.aftercall.recording.CallIds;
import org.aftercall.recording.Recording;
import org.aftercall.recording.Recordings;
import org.aftercall.recording.Speech;
import org.aftercall.recording.Voices;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** The whole application on a fresh database, a free port and a folder of its own. */
public final class BenchHouse implements AutoCloseable {
    /** Its list and its trunk know no night, whenever one measures. */
    public static final Map<String, String> AT_ALL_HOURS =
            Map.of(
                    "aftercall.worklist.first-from", "00:00",
                    "aftercall.worklist.first-until", "00:00",
                    "aftercall.telephony.trunk.locked-from", "00:00",
                    "aftercall.telephony.trunk.locked-until", "00:00");

    private static volatile boolean last;

    private final Path home;
    private final @Nullable Level loud = root().getLevel();
    private final ConfigurableApplicationContext context;

    /**
     * @param settings over and above those that make it small and quiet; nobody listens, unless
     *     they name speech models
     */
    public BenchHouse(Map<String, String> settings, Class<?>... more) throws IOException {
        home = Files.createTempDirectory("aftercall-bench");
        // After the application, which writes to it to the end.
        SpringApplication.getShutdownHandlers().add(() -> remove(home));
        var sources = new ArrayList<Class<?>>(List.of(Aftercall.class));
        sources.addAll(List.of(more));
        var app = new SpringApplication(sources.toArray(Class<?>[]::new));
        app.setWebApplicationType(WebApplicationType.SERVLET);
        app.setDefaultProperties(Map.of());
        var properties =
                new HashMap<>(
                        Map.of(
                                "spring.datasource.url",
                                TestDatabases.fresh(),
                                "spring.datasource.username",
                                "postgres",
                                "server.port",
                                "0",
                                "aftercall.var",
                                home.toString(),
                                "aftercall.telephony.spool",
                                spool().toString(),
                                "aftercall.speech.models",
                                Files.createDirectory(home.resolve("no-models")).toString(),
                                "logging.level.root",
                                "ERROR",
                                "spring.main.banner-mode",
                                "off"));
        properties.putAll(settings);
        context =
                app.run(
                        properties.entrySet().stream()
                                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                                .toArray(String[]::new));
    }

    /** Its own wire leads nowhere, and its list calls at all hours. */
    static BenchHouse offTheWire(Map<String, String> more, Class<?>... sources) throws IOException {
        var settings =
                new HashMap<>(
                        Map.of(
                                "aftercall.telephony.ami-port", "9",
                                "aftercall.call.sweep-every", "1h"));
        settings.putAll(AT_ALL_HOURS);
        settings.putAll(more);
        return new BenchHouse(settings, sources);
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException kept) {
            System.err.println("Not removed: " + folder);
        }
    }

    public <T> T get(Class<T> bean) {
        return context.getBean(bean);
    }

    public ApplicationContext context() {
        return context;
    }

    /** What ends after it is the JVM: whom the end interrupts is quiet then. */
    static void isLast() {
        last = true;
    }

    /** Before the verdict, so that nothing is printed after it. */
    @Override
    public void close() {
        root().setLevel(Level.OFF);
        context.close();
        if (!last) {
            root().setLevel(loud);
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    public String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    public Path home() {
        return home;
    }

    private Path spool() {
        return home.resolve("tapes");
    }

    /** Puts a tape into the spool, of a call that is over in a moment. */
    public CallId tape(byte[] tape, String language) throws IOException {
        var call = CallIds.over(get(JdbcClient.class), Instant.now(), true);
        Files.createDirectories(spool());
        Files.write(spool().resolve(call.value() + ".raw"), tape);
        get(Recordings.class)
                .label(
                        call,
                        new Recording.Label(
                                UUID.randomUUID(), "Cardiology", "Nurse", "Patient", language));
        return call;
    }

    /** Puts a tape into the spool, of a talk that goes on. */
    public CallId talking(byte[] tape, String language) throws IOException {
        var call = CallIds.talking(get(JdbcClient.class));
        Files.createDirectories(spool());
        Files.write(spool().resolve(call.value() + ".raw"), tape);
        get(Recordings.class)
                .label(
                        call,
                        new Recording.Label(
                                UUID.randomUUID(), "Cardiology", "Nurse", "Patient", language));
        return call;
    }

    public void hangUp(CallId call) {
        over(call);
        get(TransactionTemplate.class)
                .executeWithoutResult(
                        _ -> context.publishEvent(new CallEnded(call, Instant.now(), true)));
    }

    /** The talk is over, and nobody is told. */
    public void over(CallId call) {
        get(JdbcClient.class)
                .sql(
                        """
                        UPDATE call.call SET ended_at = now(), result = 'ANSWERED', rang = true
                        WHERE id = :id AND ended_at IS NULL
                        """)
                .param("id", call.value())
                .update();
    }

    /** The sentences of the simulated network, said in turn over and over until it is so long. */
    public static byte[] talk(String language, int seconds) throws Exception {
        var voice = language.equals("en") ? "en-us" : "cmn-latn-pinyin";
        var nurse = spoken(voice + "+f4", Speech.prompt("nurse-" + language));
        var patient = spoken(voice + "+m3", Speech.prompt("patient-" + language));
        var talk = Speech.Talk.of(nurse, patient);
        var once = Voices.tape(talk.nurse(), talk.patient());
        var tape = new byte[seconds * 8000 * 4];
        for (int at = 0; at < tape.length; at += once.length) {
            System.arraycopy(once, 0, tape, at, Math.min(once.length, tape.length - at));
        }
        return tape;
    }

    private static List<short[]> spoken(String voice, List<Speech.Line> lines) throws Exception {
        var all = new ArrayList<short[]>();
        for (var line : lines) {
            all.add(Speech.say(voice, line));
        }
        return all;
    }
}
