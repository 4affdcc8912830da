package org.aftercall.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A telephone exchange that only counts: it rings whom it is told to, for some milliseconds, tells
 * all its dialers what happens, and notices when a telephone that rings is rung on another line.
 * Words: {@code DIAL n line number}, {@code RING n line}, {@code HANGUP n line}, {@code ROLL n};
 * each is answered by {@code OK n ...}.
 */
final class F7Exchange implements AutoCloseable {
    private final ServerSocket server;
    private final Map<String, String> lines = new ConcurrentHashMap<>();
    private final Map<String, String> ringing = new ConcurrentHashMap<>();
    private final List<BlockingQueue<String>> dialers = new CopyOnWriteArrayList<>();
    private final Map<String, Long> refusals = new ConcurrentHashMap<>();
    private final ScheduledExecutorService people = Executors.newScheduledThreadPool(2);
    final AtomicLong dialed = new AtomicLong();
    final AtomicLong duplicates = new AtomicLong();

    F7Exchange() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many transactions the dialers say were refused. */
    long refused() {
        return refusals.values().stream().mapToLong(n -> n).sum();
    }

    /** How many dialers have told that they are at work. */
    int ready() {
        return refusals.size();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                var out = new LinkedBlockingQueue<String>();
                dialers.add(out);
                Thread.ofVirtual().start(() -> tell(socket, out));
                Thread.ofVirtual().start(() -> hear(socket, out));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    /** A dialer that stands still keeps nobody waiting. */
    private static void tell(Socket socket, BlockingQueue<String> out) {
        try (var writer = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            while (!writer.checkError()) {
                writer.println(out.take());
            }
        } catch (IOException | InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(Socket socket, BlockingQueue<String> out) {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                obey(line.split(" "), out);
            }
        } catch (IOException _) {
            // It is gone.
        } finally {
            dialers.remove(out);
        }
    }

    private void obey(String[] words, BlockingQueue<String> out) {
        switch (words[0]) {
            case "DIAL" -> dial(words[2], words[3]);
            case "RING" -> {
                if (lines.putIfAbsent(words[2], "") == null) {
                    all("ANSWERED " + words[2]);
                }
            }
            case "HANGUP" -> end(words[2]);
            case "REFUSED" -> refusals.put(words[2], Long.parseLong(words[3]));
            default -> {}
        }
        var roll =
                words[0].equals("ROLL")
                        ? lines.entrySet().stream()
                                .map(line -> " " + line.getKey())
                                .collect(Collectors.joining())
                        : "";
        out.add("OK " + words[1] + roll);
    }

    /** The same line twice rings once, as on Asterisk. */
    private void dial(String line, String number) {
        if (lines.putIfAbsent(line, number) != null) {
            return;
        }
        dialed.incrementAndGet();
        var other = ringing.put(number, line);
        if (other != null && lines.containsKey(other)) {
            duplicates.incrementAndGet();
            System.out.println("F7: " + line + " rings " + number + " while " + other + " does");
        }
        int wait = ThreadLocalRandom.current().nextInt(10, 60);
        people.schedule(() -> all("ANSWERED " + line), wait, TimeUnit.MILLISECONDS);
        people.schedule(() -> end(line), wait * 2L, TimeUnit.MILLISECONDS);
    }

    private void end(String line) {
        var number = lines.remove(line);
        if (number != null) {
            ringing.remove(number, line);
            all("ENDED " + line);
        }
    }

    private void all(String news) {
        dialers.forEach(dialer -> dialer.add(news));
    }

    @Override
    public void close() throws IOException {
        people.shutdownNow();
        server.close();
    }
}
