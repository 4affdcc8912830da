package org.aftercall.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.aftercall.patient.CallingHours;

/**
 * Morning, afternoon, evening: who did not pick up in one is tried in another. Pure.
 *
 * @param afternoon minute of the day at which the morning ends
 * @param evening minute at which the afternoon ends
 */
public record DayParts(int afternoon, int evening) {
    /** After so many parts without an opening there is no use in looking on. */
    private static final int PARTS_AHEAD = 60;

    /**
     * The first moment after the delay at which the hours are open, if wished in another part of
     * the day than now. Hours that never open leave the bare delay: then nobody is called anyhow.
     *
     * @param zone the patient's
     */
    Instant next(Instant now, Duration delay, boolean otherPart, CallingHours hours, ZoneId zone) {
        var earliest = now.plus(delay);
        var at = earliest;
        for (int i = 0; i < PARTS_AHEAD; i++) {
            var open = hours.nextOpening(at, zone);
            if (open.isEmpty()) {
                return earliest;
            }
            if (!otherPart || part(open.get(), zone) != part(now, zone)) {
                return open.get();
            }
            at = endOfPart(open.get(), zone);
        }
        return hours.nextOpening(earliest, zone).orElse(earliest);
    }

    private int part(Instant at, ZoneId zone) {
        int minute = at.atZone(zone).toLocalTime().toSecondOfDay() / 60;
        return minute < afternoon ? 0 : minute < evening ? 1 : 2;
    }

    private Instant endOfPart(Instant at, ZoneId zone) {
        var there = at.atZone(zone);
        var day = there.toLocalDate();
        return switch (part(at, zone)) {
            case 0 -> day.atTime(LocalTime.ofSecondOfDay(afternoon * 60L)).atZone(zone).toInstant();
            case 1 -> day.atTime(LocalTime.ofSecondOfDay(evening * 60L)).atZone(zone).toInstant();
            default -> day.plusDays(1).atStartOfDay(zone).toInstant();
        };
    }
}
