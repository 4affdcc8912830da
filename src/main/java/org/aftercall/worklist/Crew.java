package org.aftercall.worklist;

import java.util.Set;
import java.util.UUID;
import org.aftercall.staff.StaffId;

/**
 * Who works on a list.
 *
 * @param named by name
 * @param teams with everybody who is in them at the moment
 * @param all both together; with nobody and no team chosen, everybody works on it
 */
public record Crew(Set<StaffId> named, Set<UUID> teams, Set<StaffId> all) {
    static final Crew EVERYBODY = new Crew(Set.of(), Set.of(), Set.of());

    public Crew {
        named = Set.copyOf(named);
        teams = Set.copyOf(teams);
        all = Set.copyOf(all);
    }

    /** Whether it was chosen at all; a team may have lost its last member. */
    public boolean chosen() {
        return !named.isEmpty() || !teams.isEmpty();
    }

    boolean has(StaffId nurse) {
        return !chosen() || all.contains(nurse);
    }
}
