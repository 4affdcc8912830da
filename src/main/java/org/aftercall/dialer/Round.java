package org.aftercall.dialer;

import java.util.HashMap;
import java.util.Map;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.WorklistId;

/**
 * One look at all lists: who is there is read once, and how a list is paced is reckoned once and
 * anew after each call that was ordered in between.
 */
final class Round {
    private final Paces paces;
    private final Paces.Ward ward;
    private final Map<WorklistId, Paces.Crew> crews = new HashMap<>();
    private final Map<WorklistId, Pace> known = new HashMap<>();

    Round(Paces paces) {
        this.paces = paces;
        this.ward = paces.ward();
    }

    Paces.Ward ward() {
        return ward;
    }

    Paces.Crew crew(Worklist list) {
        return crews.computeIfAbsent(list.id(), _ -> Paces.crew(list, ward));
    }

    Pace pace(Worklist list) {
        return known.computeIfAbsent(list.id(), _ -> paces.of(crew(list)));
    }

    void ordered() {
        known.clear();
    }
}
