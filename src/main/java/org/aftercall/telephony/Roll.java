package org.aftercall.telephony;

import java.util.List;
import java.util.function.Predicate;

/**
 * Our lines that are alive, as far as the switchboards answered. A line that is missing is over,
 * unless it is unseen.
 *
 * @param unseen whether nothing can be said of a line that is missing, because its switchboard is
 *     out of reach; one that is so for long is dead, and its lines with it
 * @param leaving whether a line is on a switchboard that drains
 */
public record Roll(List<LiveLine> lines, Predicate<LineId> unseen, Predicate<LineId> leaving) {
    public Roll {
        lines = List.copyOf(lines);
    }
}
