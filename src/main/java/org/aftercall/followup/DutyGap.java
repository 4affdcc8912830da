package org.aftercall.followup;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A time at which nobody is on duty at a level or above it, by the house's clock; what comes then
 * is told to somebody off duty.
 *
 * @param until the first moment at which somebody is there again, or at which nobody has looked
 *     further
 */
record DutyGap(DutyLevel level, LocalDateTime from, LocalDateTime until) {
    /**
     * @param marks in order of time for each level
     * @param end of what was looked at
     */
    static List<DutyGap> of(List<RosterRows.Mark> marks, LocalDateTime end) {
        var gaps = new ArrayList<DutyGap>();
        for (var level : DutyLevel.values()) {
            LocalDateTime since = null;
            for (var mark : marks) {
                if (mark.asked() == level && mark.here() == (since != null)) {
                    if (since != null) {
                        gaps.add(new DutyGap(level, since, mark.at()));
                    }
                    since = mark.here() ? null : mark.at();
                }
            }
            if (since != null) {
                gaps.add(new DutyGap(level, since, end));
            }
        }
        return gaps;
    }
}
