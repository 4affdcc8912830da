package org.aftercall.patient;

import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * A number at which a patient, or somebody close, can be reached. Prints without name and number.
 *
 * @param invalid found dead or somebody else's; never rung again
 * @param order the lower one is tried first, from 1
 */
public record Contact(
        ContactId id,
        Relation relation,
        @Nullable String name,
        PhoneNumber number,
        boolean invalid,
        int order) {
    @Override
    public String toString() {
        return "Contact[" + id.value() + ", " + relation + (invalid ? ", invalid]" : "]");
    }
}
