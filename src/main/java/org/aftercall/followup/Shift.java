package org.aftercall.followup;

import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty when, by the house's clock.
 *
 * @param days of the week on which it begins, 1 is Monday; empty is every day
 * @param from null is round the clock
 * @param until not later than {@code from} is on the next day
 */
record Shift(UUID who, List<Integer> days, @Nullable LocalTime from, @Nullable LocalTime until) {
    Shift {
        days = days.stream().distinct().sorted().toList();
        days = days.size() == 7 ? List.of() : days;
    }

    @Override
    public String toString() {
        return who + " " + days + " " + from + "-" + until;
    }
}
