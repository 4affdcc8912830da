package org.aftercall.transcript;

import java.util.TreeMap;

/** The captions of one talk so far, by their number. */
final class Lines {
    /** Of a very long talk the oldest are forgotten; the transcript has them all. */
    private static final int MOST = 400;

    private Lines() {}

    /** Puts one in its place: what looked like words and was none is taken away. */
    static void put(TreeMap<Integer, Caption> lines, Caption caption) {
        if (caption.done() && caption.text().isEmpty()) {
            lines.remove(caption.seq());
        } else {
            lines.put(caption.seq(), caption);
        }
        if (lines.size() > MOST) {
            lines.pollFirstEntry();
        }
    }
}
