package org.aftercall.telephony.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what Asterisk said during one call (nurse's leg, patient's leg, joined, hung up; class
 * {@code call}), over and over with new ids, to whoever connects and logs in. With a filter it
 * leaves out what Asterisk leaves out for our user: the {@code eventfilter} lines of our {@code
 * manager.conf}.
 */
final class Replay implements AutoCloseable {
    private static final Path CALL = Path.of("src/bench/call.ami");
    private static final Path OUR_USER = Path.of("telephony/asterisk/manager.conf");

    /** Where another id stands in each call; the tape has other @ in it. */
    private static final Pattern PLACE = Pattern.compile("@([A-Z0-9]+)@");

    private final ServerSocket server;
    private final byte[] stream;
    private final int calls;
    private final CountDownLatch begin = new CountDownLatch(1);
    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread thread;

    Replay(int calls, boolean filtered) throws IOException {
        this.calls = calls;
        stream = stream(calls, filtered);
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = Thread.ofPlatform().daemon().name("replay").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Everything the switchboard would have said unfiltered; the measure of the work done. */
    long events() {
        return (long) calls * eventsOfACall();
    }

    static int eventsOfACall() {
        return call().size();
    }

    void begin() {
        begin.countDown();
    }

    void awaitSaid() throws InterruptedException {
        said.await();
    }

    long threadId() {
        return thread.threadId();
    }

    private static List<String> call() {
        try {
            return Arrays.asList(Files.readString(CALL).strip().split("\n\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] stream(int calls, boolean filtered) throws IOException {
        Set<String> wanted =
                Files.readAllLines(OUR_USER).stream()
                        .filter(line -> line.startsWith("eventfilter = "))
                        .map(line -> line.substring("eventfilter = ".length()))
                        .collect(Collectors.toSet());
        var one =
                call().stream()
                                .filter(e -> !filtered || wanted.stream().anyMatch(e::startsWith))
                                .map(e -> e.replace("\n", "\r\n"))
                                .collect(Collectors.joining("\r\n\r\n"))
                        + "\r\n\r\n";
        var all = new StringBuilder(one.length() * calls);
        for (int n = 0; n < calls; n++) {
            var ids = new HashMap<String, String>();
            int from = 0;
            var place = PLACE.matcher(one);
            while (place.find()) {
                all.append(one, from, place.start());
                var name = place.group(1);
                all.append(
                        name.equals("N")
                                ? "%08x".formatted(n)
                                : ids.computeIfAbsent(name, _ -> UUID.randomUUID().toString()));
                from = place.end();
            }
            all.append(one, from, one.length());
        }
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var out = socket.getOutputStream();
            say(out, "Asterisk Call Manager/11.0.0\r\n");
            Thread.ofPlatform().daemon().start(() -> answer(in, out));
            begin.await();
            for (int at = 0; at < stream.length; at += 65_536) {
                synchronized (out) {
                    // Whole chunks may cut an event in two: answers wait at the next event's end.
                    int until = end(Math.min(stream.length, at + 65_536));
                    int from = at == 0 ? 0 : end(at);
                    out.write(stream, from, until - from);
                }
            }
            said.countDown();
            closed.await();
        } catch (IOException | InterruptedException _) {
            said.countDown();
        }
    }

    private final CountDownLatch closed = new CountDownLatch(1);

    private int end(int from) {
        for (int i = from; i + 3 < stream.length; i++) {
            if (stream[i] == '\r' && stream[i + 2] == '\r') {
                return i + 4;
            }
        }
        return stream.length;
    }

    private void answer(BufferedReader in, OutputStream out) {
        try {
            String action = "";
            String id = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var lower = line.toLowerCase(java.util.Locale.ROOT);
                if (lower.startsWith("action: ")) {
                    action = lower.substring(8);
                } else if (lower.startsWith("actionid: ")) {
                    id = line.substring(10);
                } else if (line.isEmpty()) {
                    say(out, "Response: Success\r\nActionID: " + id + "\r\n" + body(action, id));
                }
            }
        } catch (IOException _) {
            // Whoever listened is gone.
            closed.countDown();
        }
    }

    private static String body(String action, String id) {
        return switch (action) {
            case "ping" -> "Ping: Pong\r\n\r\n";
            case "coresettings" ->
                    "AMIversion: 11.0.0\r\nAsteriskVersion: 22.0.0\r\nCoreMaxCalls: 0\r\n\r\n";
            case "status" ->
                    "EventList: start\r\n\r\nEvent: StatusComplete\r\nActionID: "
                            + id
                            + "\r\nEventList: Complete\r\nListItems: 0\r\n\r\n";
            default -> "Message: Fine\r\n\r\n";
        };
    }

    private static void say(OutputStream out, String what) throws IOException {
        synchronized (out) {
            out.write(what.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
