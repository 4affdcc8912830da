package org.aftercall.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock of some processes, which leaps while that of the machine goes on: libfaketime, which
 * reads from a file how far they are ahead whenever they ask for the time.
 */
final class LeapingClock {
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path library;
    private final Path file;
    private final List<Leap> leaps = new ArrayList<>();

    /**
     * @param at the machine's time
     * @param ahead how far they are ahead of it from then on
     */
    record Leap(Instant at, Duration ahead) {}

    /**
     * @param folder where it may put its file
     */
    LeapingClock(Path library, Path folder, Duration ahead) throws IOException {
        this.library = library.toAbsolutePath();
        this.file = folder.toAbsolutePath().resolve("clock");
        leap(ahead);
    }

    /** Where this machine has it; of any architecture. */
    static Optional<Path> library() {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            return Stream.concat(Stream.of(LIBRARIES), folders)
                    .map(folder -> folder.resolve("faketime/libfaketime.so.1"))
                    .filter(Files::isReadable)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a process is to find in its environment. Pauses and waits are measured by another clock,
     * which no leap moves; a JVM stands still without it. Files have their true times.
     */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }

    /** At once, for all who have it. */
    Leap leap(Duration ahead) throws IOException {
        var fresh = file.resolveSibling("clock.new");
        Files.writeString(fresh, "%+d\n".formatted(ahead.toSeconds()));
        var leap = new Leap(Instant.now(), Duration.ofSeconds(ahead.toSeconds()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        leaps.add(leap);
        return leap;
    }

    Instant now() {
        return at(Instant.now());
    }

    /** What it said at that moment of the machine. */
    Instant at(Instant moment) {
        var ahead = leaps.getFirst().ahead();
        for (var leap : leaps) {
            if (!leap.at().isAfter(moment)) {
                ahead = leap.ahead();
            }
        }
        return moment.plus(ahead);
    }

    /** What it said that long before a moment, and since then just before and after each leap. */
    Stream<Instant> before(Instant moment, Duration since) {
        var from = moment.minus(since);
        return Stream.concat(
                Stream.of(at(from)),
                leaps.stream()
                        .map(Leap::at)
                        .filter(at -> at.isAfter(from) && !at.isAfter(moment))
                        .flatMap(at -> Stream.of(at(at.minusMillis(1)), at(at))));
    }
}
