package org.aftercall.patient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** The numbers of a patient after a list named some of them. */
final class Numbers {
    private Numbers() {}

    /**
     * The list's numbers first and in its order, then those it does not name; or the other way
     * round when the list is an old one. A number found dead stays dead, whatever the list says.
     */
    static List<Contact> merged(
            List<Contact> known, List<Discharge.Reach> listed, boolean listedFirst) {
        var byNumber = new LinkedHashMap<PhoneNumber, Contact>();
        if (!listedFirst) {
            known.forEach(c -> byNumber.put(c.number(), c));
        }
        for (var reach : listed) {
            if (!byNumber.containsKey(reach.number())) {
                byNumber.put(reach.number(), from(reach, sameNumber(known, reach)));
            }
        }
        known.forEach(c -> byNumber.putIfAbsent(c.number(), c));
        var merged = new ArrayList<Contact>();
        for (var c : byNumber.values()) {
            merged.add(
                    new Contact(
                            c.id(),
                            c.relation(),
                            c.name(),
                            c.number(),
                            c.invalid(),
                            merged.size() + 1));
        }
        return List.copyOf(merged);
    }

    private static @Nullable Contact sameNumber(List<Contact> known, Discharge.Reach reach) {
        return known.stream()
                .filter(c -> c.number().equals(reach.number()))
                .findFirst()
                .orElse(null);
    }

    private static Contact from(Discharge.Reach reach, @Nullable Contact known) {
        return known == null
                ? new Contact(
                        ContactId.next(), reach.relation(), reach.name(), reach.number(), false, 0)
                : new Contact(
                        known.id(),
                        reach.relation(),
                        reach.name() != null ? reach.name() : known.name(),
                        known.number(),
                        known.invalid(),
                        0);
    }
}
