package org.aftercall.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asterisk's own book, read on as it grows: the witness that is none of ours. */
final class Book {
    private static final Pattern ROW =
            Pattern.compile(
                    "\"(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})\",\"([A-Z_]+)\",\"(\\d+)\\.(\\d{6})\".*");

    private final Path file;
    private final Map<UUID, Line> lines = new HashMap<>();
    private long read;

    /** One line's life. */
    static final class Line {
        int starts;
        @Nullable Instant start;
        @Nullable Instant answer;
        @Nullable Instant end;

        boolean livedAt(Instant at) {
            return start != null && !start.isAfter(at) && (end == null || end.isAfter(at));
        }

        boolean answeredBy(Instant at) {
            return answer != null && !answer.isAfter(at);
        }
    }

    /** What stands in it already is another run's. */
    Book(Path file) {
        this.file = file;
        this.read = file.toFile().length();
    }

    Map<UUID, Line> lines() throws IOException {
        if (!file.toFile().exists()) {
            // Asterisk begins it with its first line.
            return lines;
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            var fresh = new byte[(int) (in.length() - read)];
            in.seek(read);
            in.readFully(fresh);
            var text = new String(fresh, StandardCharsets.ISO_8859_1);
            int whole = text.lastIndexOf('\n') + 1;
            read += whole;
            text.substring(0, whole).lines().forEach(this::row);
        }
        return lines;
    }

    private void row(String text) {
        var row = ROW.matcher(text);
        if (!row.matches()) {
            return;
        }
        var at =
                Instant.ofEpochSecond(
                        Long.parseLong(row.group(3)), Long.parseLong(row.group(4)) * 1000);
        var line = lines.computeIfAbsent(UUID.fromString(row.group(1)), _ -> new Line());
        switch (row.group(2)) {
            case "CHAN_START" -> {
                line.starts++;
                line.start = at;
            }
            case "ANSWER" -> line.answer = line.answer == null ? at : line.answer;
            case "HANGUP" -> line.end = at;
            default -> {}
        }
    }
}
