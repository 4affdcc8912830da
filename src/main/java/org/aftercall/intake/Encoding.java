package org.aftercall.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.core.io.InputStreamSource;

/**
 * How the bytes of a list are to be read.
 *
 * @param mark bytes of the byte order mark at the beginning
 * @param why message key under {@code intake.encoding.}
 */
record Encoding(Charset charset, int mark, String why) {
    static final Charset GB18030 = Charset.forName("GB18030");
    private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    /** Where strict reading stopped. */
    record Broken(long line, long offset) {}

    static Encoding of(InputStreamSource file) throws IOException, Unreadable {
        byte[] head;
        try (var in = file.getInputStream()) {
            head = in.readNBytes(4);
        }
        if (head.length == 0) {
            throw new Unreadable("empty");
        }
        if (Arrays.equals(head, ZIP) || Arrays.equals(head, OLE)) {
            throw new Unreadable("workbook");
        }
        if (head.length >= 3 && Arrays.equals(Arrays.copyOf(head, 3), UTF8_MARK)) {
            return strict(file, new Encoding(StandardCharsets.UTF_8, 3, "mark"));
        }
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
            return strict(file, new Encoding(StandardCharsets.UTF_16LE, 2, "mark"));
        }
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
            return strict(file, new Encoding(StandardCharsets.UTF_16BE, 2, "mark"));
        }
        var utf8 = new Encoding(StandardCharsets.UTF_8, 0, "valid");
        var brokenUtf8 = utf8.broken(file);
        if (brokenUtf8 == null) {
            return utf8;
        }
        var gb = new Encoding(GB18030, 0, "fallback");
        var brokenGb = gb.broken(file);
        if (brokenGb == null && (gb.headed(file) || !utf8.headed(file))) {
            return gb;
        }
        // Its header reads as UTF-8: that is what it is, with a wound further down.
        var broken = brokenGb == null || utf8.headed(file) ? brokenUtf8 : brokenGb;
        throw new Unreadable("encoding", broken.line(), broken.offset());
    }

    private static Encoding strict(InputStreamSource file, Encoding encoding)
            throws IOException, Unreadable {
        var broken = encoding.broken(file);
        if (broken != null) {
            throw new Unreadable("encoding", broken.line(), broken.offset());
        }
        return encoding;
    }

    /** Characters, without the mark; bytes that mean nothing become U+FFFD. */
    Reader open(InputStreamSource file) throws IOException {
        var in = file.getInputStream();
        in.skipNBytes(mark);
        return new InputStreamReader(in, charset);
    }

    /** Whether columns we know stand in one of the first lines. */
    private boolean headed(InputStreamSource file) throws IOException {
        try (var reader = open(file)) {
            var start = new char[4000];
            int length = reader.read(start);
            return length > 0
                    && new String(start, 0, length)
                            .lines()
                            .limit(Header.SEARCHED)
                            .anyMatch(line ->
                                    Arrays.stream(line.split("[,;\t]"))
                                                    .filter(cell -> Field.named(cell).isPresent())
                                                    .limit(2)
                                                    .count()
                                            >= 2);
        }
    }

    private @org.jspecify.annotations.Nullable Broken broken(InputStreamSource file)
            throws IOException {
        var decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(1 << 16);
        var chars = CharBuffer.allocate(1 << 16);
        long line = 1;
        long before = mark;
        try (InputStream in = file.getInputStream()) {
            in.skipNBytes(mark);
            while (true) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                boolean end = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0)).flip();
                var result = decoder.decode(bytes, chars, end);
                chars.flip();
                line += chars.chars().filter(c -> c == '\n').count();
                if (result.isError()) {
                    return new Broken(line, before + bytes.position());
                }
                chars.clear();
                before += bytes.position();
                bytes.compact();
                if (end && !result.isOverflow()) {
                    return null;
                }
            }
        }
    }
}
