package org.aftercall.patient;

import org.jspecify.annotations.Nullable;

/** Which part of the hospital, and who was in charge there. */
public record Place(
        String department,
        @Nullable String ward,
        @Nullable String attendingDoctor,
        @Nullable String responsibleNurse) {
    Place over(Place known) {
        return new Place(
                department,
                ward != null ? ward : known.ward,
                attendingDoctor != null ? attendingDoctor : known.attendingDoctor,
                responsibleNurse != null ? responsibleNurse : known.responsibleNurse);
    }
}
