package org.aftercall.kernel;

import java.util.HashSet;
import java.util.Set;

/** Whose patients somebody may see: those of some departments, or all. */
public record DataScope(boolean all, Set<String> departments) {
    public static final DataScope EVERYTHING = new DataScope(true, Set.of());

    public DataScope {
        departments = Set.copyOf(departments);
    }

    public static DataScope of(Set<String> departments) {
        return new DataScope(false, departments);
    }

    public boolean covers(String department) {
        return all || departments.contains(department);
    }

    /** What both may see. */
    public DataScope within(DataScope other) {
        if (all || other.all()) {
            return all ? other : this;
        }
        var both = new HashSet<>(departments);
        both.retainAll(other.departments());
        return of(both);
    }

    /** For SQL: {@code department = ANY(:departments) OR :all}. */
    public String[] asArray() {
        return departments.toArray(String[]::new);
    }
}
