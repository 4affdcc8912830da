package org.aftercall.transcript.vosk;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A file of OpenFst 1.7 (openfst.org, {@code fst.h} and {@code symbol-table.cc}): its head, and the
 * words that its labels mean.
 *
 * @param type {@code const}, {@code vector}, {@code ngram}
 * @param tables the symbol tables as they stand in the file
 * @param words each word's label; empty where the file has no table
 * @param rest what comes after the tables
 */
record FstFile(String type, Head head, byte[] tables, Map<String, Integer> words, ByteBuffer rest) {
    static final int MAGIC = 0x7eb2fdd6;
    static final String ARCS = "standard";
    static final int HAS_INPUT = 1;
    static final int HAS_OUTPUT = 2;
    static final int IS_ALIGNED = 4;
    private static final int TABLE_MAGIC = 0x7eb2fb74;

    record Head(int version, int flags, long properties, long start, long states, long arcs) {}

    /**
     * @throws IOException when it is no such file
     */
    static FstFile read(Path path) throws IOException {
        try (var channel = FileChannel.open(path)) {
            var file =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                            .order(ByteOrder.LITTLE_ENDIAN);
            if (file.getInt() != MAGIC) {
                throw new IOException(path + " is no file of OpenFst");
            }
            var type = text(file);
            if (!text(file).equals(ARCS)) {
                throw new IOException(path + " has weights of another kind");
            }
            var head =
                    new Head(
                            file.getInt(),
                            file.getInt(),
                            file.getLong(),
                            file.getLong(),
                            file.getLong(),
                            file.getLong());
            int from = file.position();
            var words = new HashMap<String, Integer>();
            if ((head.flags() & HAS_INPUT) != 0) {
                words.putAll(table(file));
            }
            if ((head.flags() & HAS_OUTPUT) != 0) {
                words.clear();
                words.putAll(table(file));
            }
            var tables = new byte[file.position() - from];
            file.get(from, tables);
            return new FstFile(type, head, tables, words, file);
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new IOException(path + " ends too early", e);
        }
    }

    /**
     * How many arcs it has, as far as it tells before it is read; an ngram graph does otherwise.
     */
    long arcs() {
        boolean ngram = type.equals("ngram") && rest.remaining() >= 2 * Long.BYTES;
        return ngram
                ? rest.getLong(rest.position()) + rest.getLong(rest.position() + Long.BYTES)
                : head.arcs();
    }

    private static Map<String, Integer> table(ByteBuffer file) throws IOException {
        if (file.getInt() != TABLE_MAGIC) {
            throw new IOException("no symbol table where one should be");
        }
        text(file);
        file.getLong();
        long size = file.getLong();
        var words = new HashMap<String, Integer>();
        for (long i = 0; i < size; i++) {
            var word = text(file);
            words.put(word, Math.toIntExact(file.getLong()));
        }
        return words;
    }

    private static String text(ByteBuffer file) {
        int length = file.getInt();
        if (length < 0 || length > file.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        file.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
