package org.aftercall.telephony.asterisk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Sound;

/**
 * Reads the book that Asterisk itself keeps of every line: CEL rows of unique id, event, epoch
 * seconds with a fraction, and for a hang-up a small JSON with the cause and who ended it. Read
 * from the end, since one asks for lines of today.
 */
final class Books {
    private static final int CHUNK = 1 << 20;
    private static final Pattern ROW =
            Pattern.compile("\"([^\"]*)\",\"([A-Z_]+)\",\"(\\d+)\\.(\\d{6})\",\"(.*)\"");
    private static final Pattern CAUSE = Pattern.compile("\"\"hangupcause\"\":(\\d+)");
    private static final Pattern FROM = Pattern.compile("\"\"extra\"\":\"\"([^\"]*)\"\"");
    private static final Pattern SOURCE = Pattern.compile("\"\"hangupsource\"\":\"\"([^\"]*)\"\"");

    private final Path book;

    Books(Path book) {
        this.book = book;
    }

    /** Empty when the line is unknown or was never closed: it lives, or the switchboard died. */
    Optional<LineEvent.Ended> endOf(LineId line) {
        List<Row> rows = rowsOf(line);
        boolean answered = rows.stream().anyMatch(row -> row.event().equals("ANSWER"));
        return rows.stream()
                .filter(row -> row.event().equals("HANGUP"))
                .findFirst()
                .map(row -> ended(line, row, answered));
    }

    Optional<LineEvent.Answered> answerOf(LineId line) {
        return rowsOf(line).stream()
                .filter(row -> row.event().equals("ANSWER"))
                .findFirst()
                .map(row -> new LineEvent.Answered(line, row.at()));
    }

    Optional<Sound> soundOf(LineId line) {
        return rowsOf(line).stream()
                .filter(row -> row.event().equals("SOUND"))
                .findFirst()
                .flatMap(row -> Sounds.of(row.extra()));
    }

    /**
     * Who called in.
     *
     * @param from his address, as the network wrote it
     */
    record Came(LineId line, Instant at, String from) {}

    /** In the order in which they came. */
    List<Came> callersSince(Instant since) {
        var found = new ArrayList<Came>();
        if (!backwards(book, text -> callers(text, since, found))) {
            backwards(before(), text -> callers(text, since, found));
        }
        return found;
    }

    /** True once the text goes back further than is asked for. */
    private static boolean callers(String text, Instant since, List<Came> found) {
        var here = new ArrayList<Came>();
        var past = false;
        for (var line : text.split("\n")) {
            Matcher row = ROW.matcher(line.stripTrailing());
            if (!row.matches()) {
                continue;
            }
            var at = time(row.group(3), row.group(4));
            past |= at.isBefore(since);
            if (!at.isBefore(since) && row.group(2).equals("CAME")) {
                Matcher from = FROM.matcher(row.group(5));
                var address = from.find() ? from.group(1) : "";
                Channels.line(row.group(1))
                        .ifPresent(caller -> here.add(new Came(caller, at, address)));
            }
        }
        found.addAll(0, here);
        return past;
    }

    private static LineEvent.Ended ended(LineId line, Row row, boolean answered) {
        Matcher cause = CAUSE.matcher(row.extra());
        Matcher source = SOURCE.matcher(row.extra());
        int q850 = cause.find() ? Integer.parseInt(cause.group(1)) : 0;
        boolean byThem = source.find() && !source.group(1).isEmpty();
        var result = Causes.result(q850, answered, true, byThem);
        return new LineEvent.Ended(line, row.at(), result, Causes.mayHaveRung(result), q850);
    }

    private record Row(String event, Instant at, String extra) {}

    private List<Row> rowsOf(LineId line) {
        List<Row> rows = search(book, line);
        return rows.isEmpty() ? search(before(), line) : rows;
    }

    /** A book that grew too long was put aside when the switchboard was started. */
    private Path before() {
        return book.resolveSibling(book.getFileName() + ".1");
    }

    private static List<Row> search(Path file, LineId line) {
        String start = "\"" + Channels.uniqueId(line) + "\",";
        var rows = new ArrayList<Row>();
        backwards(file, text -> collect(text, start, rows));
        return rows;
    }

    /**
     * Reads whole rows from the end on, a piece at a time.
     *
     * @param enough whether nothing before this piece is wanted
     * @return whether it was enough; an unreadable book is a missing witness, not a failure
     */
    private static boolean backwards(Path file, Predicate<String> enough) {
        if (!Files.isReadable(file)) {
            return false;
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long end = in.length();
            // A row that a chunk cuts in two is completed by the chunk before it.
            String tail = "";
            while (end > 0) {
                long from = Math.max(0, end - CHUNK);
                byte[] bytes = new byte[(int) (end - from)];
                in.seek(from);
                in.readFully(bytes);
                String text = new String(bytes, StandardCharsets.ISO_8859_1) + tail;
                int cut = from == 0 ? 0 : text.indexOf('\n') + 1;
                tail = text.substring(0, cut);
                if (enough.test(text.substring(cut))) {
                    return true;
                }
                end = from;
            }
        } catch (IOException _) {
            return false;
        }
        return false;
    }

    /** Adds this chunk's rows before those found already; true once the line's first is there. */
    private static boolean collect(String text, String start, List<Row> rows) {
        var here = new ArrayList<Row>();
        boolean complete = false;
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
            int stop = text.indexOf('\n', at);
            if (stop < 0) {
                break;
            }
            Matcher row = ROW.matcher(text.substring(at, stop).stripTrailing());
            if (row.matches()) {
                here.add(new Row(row.group(2), time(row.group(3), row.group(4)), row.group(5)));
                complete |= row.group(2).equals("CHAN_START");
            }
        }
        rows.addAll(0, here);
        return complete;
    }

    private static Instant time(String seconds, String micros) {
        return Instant.ofEpochSecond(Long.parseLong(seconds), Long.parseLong(micros) * 1000);
    }
}
