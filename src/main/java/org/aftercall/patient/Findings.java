package org.aftercall.patient;

import org.jspecify.annotations.Nullable;

/** What was found and done in a stay. */
public record Findings(
        @Nullable String diagnosis,
        @Nullable String icd10,
        @Nullable String operation,
        @Nullable String dischargeCondition,
        @Nullable String note) {
    Findings over(Findings known) {
        return new Findings(
                diagnosis != null ? diagnosis : known.diagnosis,
                icd10 != null ? icd10 : known.icd10,
                operation != null ? operation : known.operation,
                dischargeCondition != null ? dischargeCondition : known.dischargeCondition,
                note != null ? note : known.note);
    }

    @Override
    public String toString() {
        return "Findings[…]";
    }
}
