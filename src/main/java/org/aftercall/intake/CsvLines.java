package org.aftercall.intake;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvMultilineLimitBrokenException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;

/** A list line by line, in bounded memory whatever it holds. */
final class CsvLines implements AutoCloseable {
    private static final int LONGEST_LINE = 200_000;
    private static final int MOST_LINES_IN_A_CELL = 50;

    private final CSVReader reader;

    /**
     * @param number of the line in the file on which the row starts, from 1
     */
    record Line(int number, List<String> cells) {
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }

        boolean blank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    CsvLines(Reader characters, char delimiter) {
        reader =
                new CSVReaderBuilder(new Guard(characters))
                        .withCSVParser(new RFC4180ParserBuilder().withSeparator(delimiter).build())
                        .withMultilineLimit(MOST_LINES_IN_A_CELL)
                        .withVerifyReader(false)
                        .build();
    }

    /** The next line that is not blank; empty at the end. */
    Optional<Line> next() throws Unreadable, IOException {
        while (true) {
            int number = Math.toIntExact(reader.getLinesRead()) + 1;
            String[] cells;
            try {
                cells = reader.readNext();
            } catch (CsvMalformedLineException | CsvMultilineLimitBrokenException e) {
                throw new Unreadable("quote", number);
            } catch (CsvException e) {
                throw new Unreadable("quote", number);
            } catch (LineTooLong e) {
                throw new Unreadable("line", number, LONGEST_LINE);
            } catch (NulFound e) {
                throw new Unreadable("binary", number);
            }
            if (cells == null) {
                return Optional.empty();
            }
            var line = new Line(number, List.of(cells));
            if (!line.blank()) {
                return Optional.of(line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class LineTooLong extends IOException {}

    private static final class NulFound extends IOException {}

    /** Stops at what no list holds before it fills the memory. */
    private static final class Guard extends FilterReader {
        private int length = 0;

        Guard(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            if (c >= 0) {
                look((char) c);
            }
            return c;
        }

        @Override
        public int read(char[] buffer, int offset, int count) throws IOException {
            int read = super.read(buffer, offset, count);
            for (int i = offset; i < offset + read; i++) {
                look(buffer[i]);
            }
            return read;
        }

        private void look(char c) throws IOException {
            if (c == 0) {
                throw new NulFound();
            }
            length = c == '\n' || c == '\r' ? 0 : length + 1;
            if (length > LONGEST_LINE) {
                throw new LineTooLong();
            }
        }
    }
}
