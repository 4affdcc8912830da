package org.aftercall.recording.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A recording of which some pages are others: all that differs from the original, so that any
 * stretch of the copy can be read without making the whole.
 *
 * @param swaps in their order
 * @param size of the copy
 * @param sha256 of the copy
 */
public record RedactedCopy(List<Swap> swaps, long size, byte[] sha256) {
    /**
     * @param at position in the original
     * @param length how many bytes of the original go
     */
    record Swap(long at, int length, byte[] instead) {}

    /** How much memory it takes. */
    public long weight() {
        return swaps.stream().mapToLong(s -> s.instead.length).sum();
    }

    /** From byte {@code from} of the copy on; expected to be read up to {@code until}. */
    public InputStream open(long from, long until, Content original) throws IOException {
        return new Woven(from, until, original);
    }

    private final class Woven extends InputStream {
        private final Content original;
        private final long until;
        private InputStream in = InputStream.nullInputStream();
        private boolean opened;
        // In the original, but for the bytes of a swap that are already given.
        private long at;
        private int next;
        private int given;

        Woven(long from, long until, Content original) throws IOException {
            this.original = original;
            this.until = until;
            long left = from;
            while (next < swaps.size()) {
                var swap = swaps.get(next);
                if (left < swap.at - at) {
                    break;
                }
                left -= swap.at - at;
                at = swap.at;
                if (left < swap.instead.length) {
                    given = (int) left;
                    left = 0;
                    break;
                }
                left -= swap.instead.length;
                at += swap.length;
                next++;
            }
            at += left;
            if (next == swaps.size() || at < swaps.get(next).at) {
                open();
            }
        }

        private void open() throws IOException {
            // A copy's end lies elsewhere in the original; a little more costs nothing.
            in = original.open(at, Math.min(until, size) + weight());
            opened = true;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (len == 0) {
                return 0;
            }
            if (next < swaps.size() && at == swaps.get(next).at) {
                return readSwap(swaps.get(next), b, off, len);
            }
            if (!opened) {
                open();
            }
            long most = next < swaps.size() ? swaps.get(next).at - at : Long.MAX_VALUE;
            int got = in.read(b, off, (int) Math.min(len, most));
            if (got < 0 && next < swaps.size()) {
                throw new EOFException("The recording ends before its last change");
            }
            at += Math.max(0, got);
            return got;
        }

        private int readSwap(Swap swap, byte[] b, int off, int len) throws IOException {
            int count = Math.min(len, swap.instead.length - given);
            System.arraycopy(swap.instead, given, b, off, count);
            given += count;
            if (given == swap.instead.length) {
                if (opened) {
                    in.skipNBytes(swap.length);
                }
                at += swap.length;
                next++;
                given = 0;
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
