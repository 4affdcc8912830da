package org.aftercall.transcript.vosk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Which word may follow which, and what it costs: the language model of a Vosk model that is put
 * together with its sounds only while it listens ({@code graph/Gr.fst}). Costs are negative natural
 * logarithms.
 */
final class WordGraph {
    /** A graph of so many arcs takes 16 bytes for each in Vosk, and in us while we change it. */
    static final int MOST_ARCS = 12_000_000;

    static final Set<String> TYPES = Set.of("const", "vector", "ngram");

    private static final int STATE_BYTES = 20;
    private static final int ARC_BYTES = 16;
    private static final int CONST_VERSION = 2;
    private static final long EXPANDED = 1;
    private static final int ALIGNMENT = 16;

    final FstFile file;

    /** The arcs of state {@code s} are {@code from[s]} to {@code from[s + 1]}, by their label. */
    final int[] from;

    final int[] in;
    final int[] out;
    final float[] cost;
    final int[] to;
    final float[] last;

    WordGraph(FstFile file, int states, int arcs) {
        this.file = file;
        this.from = new int[states + 1];
        this.in = new int[arcs];
        this.out = new int[arcs];
        this.cost = new float[arcs];
        this.to = new int[arcs];
        this.last = new float[states];
    }

    /**
     * @throws IOException when it is of a kind that we cannot read, or too large
     */
    static WordGraph read(FstFile file) throws IOException {
        try {
            return switch (file.type()) {
                case "const" -> constant(file);
                case "vector" -> vector(file);
                case "ngram" -> NgramGraph.read(file);
                default -> throw new IOException("a graph of type " + file.type());
            };
        } catch (BufferUnderflowException
                | ArithmeticException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new IOException("the graph ends too early", e);
        }
    }

    Map<String, Integer> words() {
        return file.words();
    }

    int states() {
        return last.length;
    }

    /** The number of arcs, if it is one that we take on. */
    static int few(long arcs) throws IOException {
        if (arcs < 0 || arcs > MOST_ARCS) {
            throw new IOException(arcs + " arcs");
        }
        return (int) arcs;
    }

    private static WordGraph constant(FstFile file) throws IOException {
        int states = few(file.head().states());
        var graph = new WordGraph(file, states, few(file.head().arcs()));
        var data = file.rest().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        boolean aligned = (file.head().flags() & FstFile.IS_ALIGNED) != 0;
        align(data, aligned);
        for (int s = 0; s < states; s++) {
            graph.last[s] = data.getFloat();
            graph.from[s] = data.getInt();
            graph.from[s + 1] = graph.from[s] + data.getInt();
            data.getLong();
        }
        align(data, aligned);
        for (int a = 0; a < graph.in.length; a++) {
            graph.arc(a, data);
        }
        return graph;
    }

    private static WordGraph vector(FstFile file) throws IOException {
        int states = few(file.head().states());
        var data = file.rest().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int begin = data.position();
        long arcs = 0;
        for (int s = 0; s < states; s++) {
            data.getFloat();
            long mine = data.getLong();
            arcs += mine;
            data.position(data.position() + Math.toIntExact(mine * ARC_BYTES));
        }
        var graph = new WordGraph(file, states, few(arcs));
        data.position(begin);
        int a = 0;
        for (int s = 0; s < states; s++) {
            graph.from[s] = a;
            graph.last[s] = data.getFloat();
            for (long left = data.getLong(); left > 0; left--) {
                graph.arc(a++, data);
            }
        }
        graph.from[states] = a;
        return graph;
    }

    private void arc(int a, ByteBuffer data) {
        in[a] = data.getInt();
        out[a] = data.getInt();
        cost[a] = data.getFloat();
        to[a] = data.getInt();
    }

    private static void align(ByteBuffer data, boolean aligned) {
        if (aligned && data.position() % ALIGNMENT != 0) {
            data.position(data.position() + ALIGNMENT - data.position() % ALIGNMENT);
        }
    }

    /** Writes it as a {@code const} graph, which Vosk reads whatever it was before. */
    void write(Path path) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            var type = "const".getBytes(StandardCharsets.US_ASCII);
            var arcs = FstFile.ARCS.getBytes(StandardCharsets.US_ASCII);
            var head = little(64);
            head.putInt(FstFile.MAGIC).putInt(type.length).put(type);
            head.putInt(arcs.length).put(arcs).putInt(CONST_VERSION);
            head.putInt(file.head().flags() & (FstFile.HAS_INPUT | FstFile.HAS_OUTPUT));
            send(out, head);
            head.putLong(file.head().properties() | EXPANDED).putLong(file.head().start());
            head.putLong(states()).putLong(in.length);
            send(out, head);
            out.write(file.tables());
            var row = little(STATE_BYTES);
            for (int s = 0; s < states(); s++) {
                row.putFloat(last[s]).putInt(from[s]).putInt(from[s + 1] - from[s]);
                row.putInt(free(in, s)).putInt(free(this.out, s));
                send(out, row);
            }
            for (int a = 0; a < in.length; a++) {
                row.putInt(in[a]).putInt(this.out[a]).putFloat(cost[a]).putInt(to[a]);
                send(out, row);
            }
        }
    }

    /** How many of a state's arcs go without a word. */
    private int free(int[] labels, int state) {
        int free = 0;
        for (int a = from[state]; a < from[state + 1]; a++) {
            free += labels[a] == 0 ? 1 : 0;
        }
        return free;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void send(OutputStream out, ByteBuffer bytes) throws IOException {
        out.write(bytes.array(), 0, bytes.position());
        bytes.clear();
    }
}
