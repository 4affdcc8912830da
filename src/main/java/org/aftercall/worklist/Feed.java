package org.aftercall.worklist;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose discharges come onto a list. What is left empty lets everybody in.
 *
 * @param icd10 beginnings of ICD-10 codes, such as {@code I50}
 * @param minAge full years at discharge
 */
public record Feed(
        List<String> departments,
        List<String> wards,
        List<String> icd10,
        @Nullable Integer minAge,
        @Nullable Integer maxAge) {
    public static final Feed EVERYBODY = new Feed(List.of(), List.of(), List.of(), null, null);

    public Feed {
        departments = List.copyOf(departments);
        wards = List.copyOf(wards);
        icd10 = List.copyOf(icd10);
    }

    /** What a list needs to know of a discharge. */
    public record Case(
            String department,
            @Nullable String ward,
            @Nullable String icd10,
            @Nullable Integer age) {}

    public boolean takes(Case one) {
        return (departments.isEmpty() || departments.contains(one.department()))
                && (wards.isEmpty() || one.ward() != null && wards.contains(one.ward()))
                && (icd10.isEmpty() || begins(one.icd10()))
                && (minAge == null || one.age() != null && one.age() >= minAge)
                && (maxAge == null || one.age() != null && one.age() <= maxAge);
    }

    private boolean begins(@Nullable String code) {
        return code != null
                && icd10.stream()
                        .anyMatch(i ->
                                code.toUpperCase(Locale.ROOT)
                                        .startsWith(i.toUpperCase(Locale.ROOT)));
    }

    /** The more it asks for, the earlier it is asked. */
    int strictness() {
        return (departments.isEmpty() ? 0 : 1)
                + (wards.isEmpty() ? 0 : 2)
                + (icd10.isEmpty() ? 0 : 4)
                + (minAge == null && maxAge == null ? 0 : 2);
    }
}
