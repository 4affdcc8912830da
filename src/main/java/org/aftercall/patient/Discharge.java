package org.aftercall.patient;

import java.util.List;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** One line of a discharge list: who went home, from where, and whom to ring. */
public record Discharge(Person person, Home home, List<Reach> reach, Stay stay, Findings findings) {
    public Discharge {
        reach = List.copyOf(reach);
    }

    /** A number the list gives, in the order to try. */
    public record Reach(Relation relation, @Nullable String name, PhoneNumber number) {
        @Override
        public String toString() {
            return "Reach[" + relation + "]";
        }
    }
}
