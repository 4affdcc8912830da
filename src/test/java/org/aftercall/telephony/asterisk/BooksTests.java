package org.aftercall.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.aftercall.telephony.LineEvent.Answered;
import org.aftercall.telephony.LineEvent.Ended;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BooksTests {
    private static final Instant EARLY = Instant.parse("2026-01-05T08:00:00.000001Z");

    @TempDir Path folder;
    private Path book;
    private Books books;
    private final LineId line = LineId.next();

    @BeforeEach
    void open() {
        book = folder.resolve("aftercall.csv");
        books = new Books(book);
    }

    @Test
    void anAnsweredLineIsReadWithItsTimes() throws IOException {
        start(line);
        row(line, "ANSWER", 3, "");
        hangUp(line, 40, 16, "");
        assertThat(books.answerOf(line)).contains(new Answered(line, EARLY.plusSeconds(3)));
        assertThat(books.endOf(line))
                .contains(new Ended(line, EARLY.plusSeconds(40), LineResult.ANSWERED, true, 16));
    }

    @Test
    void anUnansweredLineIsReadWithItsCause() throws IOException {
        start(line);
        hangUp(line, 1, 17, "PJSIP/carrier-00000001");
        assertThat(books.answerOf(line)).isEmpty();
        assertThat(books.endOf(line))
                .contains(new Ended(line, EARLY.plusSeconds(1), LineResult.BUSY, false, 17));
    }

    @Test
    void whatWeEndedOurselvesWasCancelled() throws IOException {
        start(line);
        hangUp(line, 5, 16, "");
        assertThat(books.endOf(line).orElseThrow().result()).isEqualTo(LineResult.CANCELLED);
    }

    @Test
    void aLineThatWasNeverClosedHasNoEnd() throws IOException {
        start(line);
        row(line, "ANSWER", 3, "");
        assertThat(books.endOf(line)).isEmpty();
        assertThat(books.answerOf(line)).isPresent();
    }

    @Test
    void anUnknownLineOrAMissingBookRemembersNothing() throws IOException {
        assertThat(books.endOf(line)).isEmpty();
        start(LineId.next());
        assertThat(books.endOf(line)).isEmpty();
    }

    @Test
    void aLongBookIsReadAcrossItsPieces() throws IOException {
        start(line);
        others(9_000);
        row(line, "ANSWER", 3, "");
        others(9_000);
        hangUp(line, 40, 16, "");
        others(9_000);
        assertThat(Files.size(book)).isGreaterThan(2 << 20);
        assertThat(books.endOf(line).orElseThrow().result()).isEqualTo(LineResult.ANSWERED);
    }

    @Test
    void theBookBeforeThisOneIsReadToo() throws IOException {
        start(line);
        hangUp(line, 1, 1, "PJSIP/carrier-00000001");
        Files.move(book, folder.resolve("aftercall.csv.1"));
        start(LineId.next());
        assertThat(books.endOf(line).orElseThrow().result()).isEqualTo(LineResult.INVALID_NUMBER);
    }

    @Test
    void whoCalledSinceIsReadAcrossPiecesAndBooksInOrder() throws IOException {
        came("1795358100.1", 1, "sip:+861012345678@10.9.8.7");
        Files.move(book, folder.resolve("aftercall.csv.1"));
        came("1795358101.2", 2, "sip:anonymous@10.9.8.7");
        others(20_000);
        came("second-1795358102.3", 20_000, "");
        assertThat(books.callersSince(EARLY))
                .extracting(Books.Came::from)
                .containsExactly("sip:+861012345678@10.9.8.7", "sip:anonymous@10.9.8.7", "");
        assertThat(books.callersSince(EARLY.plusSeconds(2)))
                .extracting(came -> Channels.uniqueId(came.line()))
                .containsExactly("1795358101.2", "second-1795358102.3");
        assertThat(books.callersSince(EARLY.plusSeconds(30_000))).isEmpty();
    }

    @Test
    void aHalfWrittenRowIsNotRead() throws IOException {
        start(line);
        Files.writeString(
                book,
                "\"" + line.value() + "\",\"HANGUP\",\"1795324508.46",
                StandardOpenOption.APPEND);
        assertThat(books.endOf(line)).isEmpty();
    }

    private void came(String uniqueId, int second, String from) throws IOException {
        append(text(uniqueId, "CAME", second, "{\"\"extra\"\":\"\"%s\"\"}".formatted(from)));
    }

    private void others(int rows) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append(
                    text(
                            LineId.next(),
                            "HANGUP",
                            i,
                            "{\"\"hangupcause\"\":16,\"\"hangupsource\"\":\"\"\"\"}"));
        }
        append(text.toString());
    }

    private void start(LineId which) throws IOException {
        row(which, "CHAN_START", 0, "");
    }

    private void hangUp(LineId which, int second, int cause, String source) throws IOException {
        row(
                which,
                "HANGUP",
                second,
                "{\"\"hangupcause\"\":%d,\"\"hangupsource\"\":\"\"%s\"\",\"\"dialstatus\"\":\"\"\"\"}"
                        .formatted(cause, source));
    }

    private void row(LineId which, String event, int second, String extra) throws IOException {
        append(text(which, event, second, extra));
    }

    private static String text(LineId which, String event, int second, String extra) {
        return text(which.value().toString(), event, second, extra);
    }

    private static String text(String uniqueId, String event, int second, String extra) {
        return "\"%s\",\"%s\",\"%d.000001\",\"%s\"\n"
                .formatted(uniqueId, event, EARLY.getEpochSecond() + second, extra);
    }

    private void append(String text) throws IOException {
        Files.writeString(book, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
