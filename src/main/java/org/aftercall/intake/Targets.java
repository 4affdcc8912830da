package org.aftercall.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
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
        boolean takes(String department) {
            return of(department).isPresent();
        }

        /** A department's own list before the one for all. */
        Optional<Worklist> of(String department) {
            return lists.stream()
                    .filter(l -> department.equals(l.department()))
                    .findFirst()
                    .or(() -> lists.stream().filter(l -> l.department() == null).findFirst());
        }
    }

    /**
     * @param wish the list that was asked for, null for whichever fits
     */
    Chosen chosen(@Nullable UUID wish) {
        return new Chosen(
                worklists.all(DataScope.EVERYTHING).stream()
                        .filter(l -> wish == null || l.id().value().equals(wish))
                        .toList());
    }

    boolean open(UUID wish, DataScope scope) {
        return worklists.all(scope).stream().anyMatch(l -> l.id().value().equals(wish));
    }
}
