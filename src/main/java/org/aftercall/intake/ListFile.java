package org.aftercall.intake;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.InputStreamSource;

/** A discharge list whose encoding, delimiter and header were found out. */
record ListFile(
        InputStreamSource file, Encoding encoding, char delimiter, Header header, int headerLine) {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '，', '|');

    static ListFile of(InputStreamSource file) throws IOException, Unreadable {
        return of(file, Encoding.of(file));
    }

    static ListFile of(InputStreamSource file, Encoding encoding) throws IOException, Unreadable {
        Optional<ListFile> best = Optional.empty();
        for (var delimiter : DELIMITERS) {
            var found = headed(file, encoding, delimiter);
            if (found.isPresent()
                    && (best.isEmpty() || found.get().header.known() > best.get().header.known())) {
                best = found;
            }
        }
        var list = best.orElseThrow(() -> new Unreadable("empty"));
        if (list.header.columns().size() > Header.MOST_COLUMNS) {
            throw new Unreadable("columns", list.header.columns().size(), Header.MOST_COLUMNS);
        }
        return list;
    }

    /** Behind the header. */
    CsvLines lines() throws IOException, Unreadable {
        var lines = new CsvLines(encoding.open(file), delimiter);
        while (true) {
            var line = lines.next();
            if (line.isEmpty() || line.get().number() >= headerLine) {
                return lines;
            }
        }
    }

    private static Optional<ListFile> headed(
            InputStreamSource file, Encoding encoding, char delimiter)
            throws IOException, Unreadable {
        Optional<ListFile> best = Optional.empty();
        try (var lines = new CsvLines(encoding.open(file), delimiter)) {
            for (int i = 0; i < Header.SEARCHED; i++) {
                var line = lines.next();
                if (line.isEmpty()) {
                    break;
                }
                var header = Header.of(line.get().cells());
                if (best.isEmpty() || header.known() > best.get().header.known()) {
                    best =
                            Optional.of(
                                    new ListFile(
                                            file,
                                            encoding,
                                            delimiter,
                                            header,
                                            line.get().number()));
                }
            }
        } catch (Unreadable e) {
            // With the right delimiter the same fault will be met again, behind the header.
            if (best.isEmpty() && delimiter == ',') {
                throw e;
            }
        }
        return best;
    }
}
