package org.aftercall.telephony;

import java.util.Set;

/**
 * A line that is alive on the switchboard now.
 *
 * @param joinedWith those of our lines that it hears and that hear it
 */
public record LiveLine(LineId line, boolean answered, Set<LineId> joinedWith) {
    public LiveLine {
        joinedWith = Set.copyOf(joinedWith);
    }
}
