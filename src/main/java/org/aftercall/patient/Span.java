package org.aftercall.patient;

import java.time.LocalTime;

/**
 * A stretch of one day on the wall clock.
 *
 * @param from first minute of the day in it, 0 to 1439
 * @param until first minute after it, at most 1440, which is midnight
 */
public record Span(int from, int until) {
    static final int MIDNIGHT = 24 * 60;

    public Span {
        if (from < 0 || until > MIDNIGHT || from >= until) {
            throw new IllegalArgumentException("Not a span of one day: " + from + " to " + until);
        }
    }

    boolean covers(LocalTime time) {
        int minute = time.toSecondOfDay() / 60;
        return minute >= from && minute < until;
    }

    LocalTime start() {
        return LocalTime.ofSecondOfDay(from * 60L);
    }

    public boolean overlaps(Span other) {
        return from < other.until && other.from < until;
    }

    /** As people write it, {@code 09:00–12:00}. */
    @Override
    public String toString() {
        return "%02d:%02d–%02d:%02d".formatted(from / 60, from % 60, until / 60, until % 60);
    }
}
