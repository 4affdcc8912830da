package org.aftercall.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.Discharge;
import org.aftercall.worklist.Feed;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which worklist the patients of a department go to. */
@Component
class Targets {
    private final Worklists worklists;

    Targets(Worklists worklists) {
        this.worklists = worklists;
    }

    /** The lists to choose from, read once for a whole import. */
    record Chosen(List<Worklist> lists) {
        /** The list that asks for most before the one for all. */
        Optional<Worklist> of(Discharge discharge) {
            var stay = discharge.stay();
            return Worklists.feeding(
                    lists,
                    new Feed.Case(
                            stay.place().department(),
                            stay.place().ward(),
                            discharge.findings().icd10(),
                            discharge.person().ageOn(stay.dischargedOn())));
        }
    }

    /**
     * @param wish the list that was asked for, null for whichever fits
     */
    Chosen chosen(@Nullable UUID wish) {
        return new Chosen(
                worklists.taking().stream()
                        .filter(l -> wish == null || l.id().value().equals(wish))
                        .toList());
    }

    boolean open(UUID wish, DataScope scope) {
        return worklists.all(scope).stream().anyMatch(l -> l.id().value().equals(wish));
    }
}
