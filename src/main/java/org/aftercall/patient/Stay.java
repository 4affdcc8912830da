package org.aftercall.patient;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A stay in the hospital; admission number and day of discharge together name it. */
public record Stay(
        String admissionNo, Place place, @Nullable LocalDate admittedOn, LocalDate dischargedOn) {
    Stay over(Stay known) {
        return new Stay(
                admissionNo,
                place.over(known.place),
                admittedOn != null ? admittedOn : known.admittedOn,
                dischargedOn);
    }
}
