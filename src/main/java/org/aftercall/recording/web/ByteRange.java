package org.aftercall.recording.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a file as HTTP asks for it (RFC 9110, 14).
 *
 * @param until exclusive
 */
record ByteRange(long from, long until) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What was asked for. */
    sealed interface Wish {
        /** No range, several, or one that nobody understands: the whole file. */
        record Whole() implements Wish {}

        record Part(ByteRange range) implements Wish {}

        record Impossible() implements Wish {}
    }

    static Wish read(@Nullable String header, long size) {
        var found = Optional.ofNullable(header).map(ONE::matcher).filter(m -> m.matches());
        if (found.isEmpty()) {
            return new Wish.Whole();
        }
        var first = found.get().group(1);
        var last = found.get().group(2);
        if (first.isEmpty() && last.isEmpty()) {
            return new Wish.Whole();
        }
        if (first.isEmpty()) {
            long tail = Long.parseLong(last);
            return tail == 0
                    ? new Wish.Impossible()
                    : new Wish.Part(new ByteRange(Math.max(0, size - tail), size));
        }
        long from = Long.parseLong(first);
        long until = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return new Wish.Whole();
        }
        return from >= size ? new Wish.Impossible() : new Wish.Part(new ByteRange(from, until));
    }

    long length() {
        return until - from;
    }
}
