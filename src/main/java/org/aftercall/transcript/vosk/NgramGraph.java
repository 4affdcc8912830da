package org.aftercall.transcript.vosk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads a graph of OpenFst's type {@code ngram} ({@code extensions/ngram/ngram-fst.h}, version 4),
 * in which the small official models come: the contexts are a tree, the latest word next to its
 * root, written as a row of bits (LOUDS); the states are its nodes in the order of that row, and
 * what a state goes back to is its parent.
 */
final class NgramGraph {
    private static final int VERSION = 4;
    private static final int BITS = 64;
    private static final float NEVER = Float.POSITIVE_INFINITY;

    private final ByteBuffer data;
    private final int states;
    private final int futures;
    private final int finals;
    private final int[] parent;
    private final int[] child;
    private int[] latest = {};

    private NgramGraph(ByteBuffer data) throws IOException {
        this.data = data;
        states = WordGraph.few(data.getLong());
        futures = WordGraph.few(data.getLong());
        finals = WordGraph.few(data.getLong());
        parent = new int[states];
        child = new int[states + 1];
    }

    static WordGraph read(FstFile file) throws IOException {
        if (file.head().version() != VERSION) {
            throw new IOException("an ngram graph of version " + file.head().version());
        }
        var data = file.rest().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return new NgramGraph(data.slice().order(ByteOrder.LITTLE_ENDIAN)).expand(file);
    }

    private WordGraph expand(FstFile file) throws IOException {
        var contexts = bits(2L * states + 1);
        var follows = bits((long) futures + states + 1);
        var ends = bits(states);
        latest = ints(states + 1);
        var words = ints(futures);
        var back = floats(states + 1);
        var ending = floats(finals);
        var costs = floats(futures);
        tree(contexts);
        var graph = new WordGraph(file, states, WordGraph.few((long) futures + states - 1));
        int arc = 0;
        int future = 0;
        int bit = 0;
        int end = 0;
        for (int s = 0; s < states; s++) {
            graph.from[s] = arc;
            graph.last[s] = is(ends, s) ? ending[end++] : NEVER;
            if (s > 0) {
                graph.cost[arc] = back[s];
                graph.to[arc++] = parent[s];
            }
            for (bit++; bit < futures + states + 1 && is(follows, bit); bit++) {
                graph.in[arc] = words[future];
                graph.out[arc] = words[future];
                graph.cost[arc] = costs[future];
                graph.to[arc++] = after(s, words[future++]);
            }
        }
        graph.from[states] = arc;
        return graph;
    }

    /** The row of bits: "10", then for each node a one for each child, and a nought. */
    private void tree(long[] contexts) throws IOException {
        int next = 1;
        int bit = 2;
        for (int node = 0; node < states; node++) {
            child[node] = next;
            for (; is(contexts, bit); bit++) {
                parent[next++] = node;
            }
            bit++;
        }
        child[states] = next;
        if (next != states) {
            throw new IOException("an ngram graph whose contexts are no tree");
        }
    }

    /** The state of the longest context that is known: the word, and what came before it. */
    private int after(int state, int word) {
        int node = child(0, word);
        if (node < 0) {
            return 0;
        }
        var before = path(state);
        for (int i = before.length - 1; i >= 0; i--) {
            int longer = child(node, before[i]);
            if (longer < 0) {
                break;
            }
            node = longer;
        }
        return node;
    }

    /** The words of a context, the latest one last. */
    private int[] path(int state) {
        int length = 0;
        for (int s = state; s > 0; s = parent[s]) {
            length++;
        }
        var words = new int[length];
        int i = 0;
        for (int s = state; s > 0; s = parent[s]) {
            words[i++] = latest[s];
        }
        return words;
    }

    private int child(int node, int word) {
        return Math.max(-1, Arrays.binarySearch(latest, child[node], child[node + 1], word));
    }

    private static boolean is(long[] bits, int at) {
        return (bits[at / BITS] >>> (at % BITS) & 1) != 0;
    }

    private long[] bits(long count) {
        var words = new long[Math.toIntExact((count + BITS - 1) / BITS)];
        data.asLongBuffer().get(words);
        data.position(data.position() + words.length * Long.BYTES);
        return words;
    }

    private int[] ints(int count) {
        var ints = new int[count];
        data.asIntBuffer().get(ints);
        data.position(data.position() + count * Integer.BYTES);
        return ints;
    }

    private float[] floats(int count) {
        var floats = new float[count];
        data.asFloatBuffer().get(floats);
        data.position(data.position() + count * Float.BYTES);
        return floats;
    }
}
