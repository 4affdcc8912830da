package org.aftercall.soak;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One who hears one recording after the other, each once before any a second time, until the
 * application is gone; and goes on with what was cut when it is there again. Over a bare socket: it
 * loses no byte that came before the end, and asks for nothing a second time by itself.
 */
final class Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    private final Nurse nurse;
    private final UUID person;
    private final URI house;
    private final List<UUID> recordings;
    private final List<Play> plays = new ArrayList<>();
    private String cookie = "";
    private int turn;
    private @Nullable Play cut;
    private volatile int heard;
    private @Nullable Thread thread;

    Listener(Application application, String login, UUID person, List<UUID> recordings) {
        this.nurse = new Nurse(application, login);
        this.person = person;
        this.house = URI.create(application.address());
        this.recordings = List.copyOf(recordings);
    }

    /** Her session outlives the application's end. */
    void signIn() throws IOException, InterruptedException {
        cookie = nurse.signedIn();
    }

    void begin() {
        heard = 0;
        thread = Thread.ofVirtual().start(this::listen);
    }

    /** How many recordings she heard to their end since it began. */
    int heard() {
        return heard;
    }

    /**
     * After the application was killed.
     *
     * @return what did not come to its end
     */
    Optional<Play> end() throws InterruptedException {
        if (!Objects.requireNonNull(thread).join(PATIENCE.multipliedBy(2))) {
            throw new IllegalStateException("She still listens to an application that is gone");
        }
        var last = plays.isEmpty() ? null : plays.getLast();
        cut = last == null || last.whole() ? null : last;
        return Optional.ofNullable(cut);
    }

    /** All that she asked for, in its order. */
    List<Play> plays() {
        return plays;
    }

    private void listen() {
        for (var wish = first(); ; wish = next()) {
            try (var door = new Socket()) {
                door.connect(
                        new InetSocketAddress(house.getHost(), house.getPort()),
                        (int) PATIENCE.toMillis());
                door.setSoTimeout((int) PATIENCE.toMillis());
                var play = hear(door, wish);
                plays.add(play);
                if (!play.whole()) {
                    return;
                }
                heard = heard + 1;
            } catch (IOException nobodyThere) {
                return;
            }
        }
    }

    private Play.Wish first() {
        if (cut == null) {
            return next();
        }
        // Never from its beginning, which would be another play.
        long from = Math.max(1, cut.wish().from() + cut.bytes());
        return new Play.Wish(person, cut.wish().recording(), from, Instant.now());
    }

    private Play.Wish next() {
        return new Play.Wish(person, recordings.get(turn++ % recordings.size()), 0, Instant.now());
    }

    private Play hear(Socket door, Play.Wish wish) {
        int status = 0;
        long bytes = 0;
        long length = -1;
        Instant first = null;
        try {
            door.getOutputStream().write(request(wish));
            var in = new BufferedInputStream(door.getInputStream());
            var head = head(in);
            status = Integer.parseInt(head.substring(9, 12));
            var said = LENGTH.matcher(head);
            length = said.find() && status / 100 == 2 ? Long.parseLong(said.group(1)) : -1;
            var buffer = new byte[4096];
            for (int n = in.read(buffer); n > 0 && length > 0; n = in.read(buffer)) {
                first = first == null ? Instant.now() : first;
                bytes += n;
            }
        } catch (IOException gone) {
            // What came until then counts.
            return new Play(wish, status, first, bytes, bytes == length, Instant.now());
        }
        return new Play(wish, status, first, bytes, bytes == length, Instant.now());
    }

    /** As players ask: for the whole, for all from its beginning, for the rest. */
    private byte[] request(Play.Wish wish) {
        boolean plain = wish.from() == 0 && turn % 2 == 0;
        return String.format(
                        Locale.ROOT,
                        "GET /api/v1/recordings/%s/media HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\n%sConnection: close\r\n\r\n",
                        wish.recording(),
                        house.getAuthority(),
                        cookie,
                        plain ? "" : "Range: bytes=" + wish.from() + "-\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
