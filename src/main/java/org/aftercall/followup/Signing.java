package org.aftercall.followup;

import java.time.Instant;
import org.aftercall.patient.Relation;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Disposition;
import org.aftercall.worklist.NextFollowUps;
import org.jspecify.annotations.Nullable;

/**
 * What a nurse decides when she signs.
 *
 * @param completion heard only when it is a refusal; else the answers tell
 * @param nextFollowUp the day of the next follow-up where this one is done; null as its list's plan
 *     says. An amendment that keeps its outcome leaves it as it was.
 */
public record Signing(
        Disposition disposition,
        Reached reached,
        @Nullable Relation relation,
        @Nullable Completion completion,
        Clinical clinical,
        @Nullable String note,
        @Nullable Instant callbackAt,
        NextFollowUps.@Nullable Wish nextFollowUp) {

    /**
     * Whether a record was signed with just this by that person, in the version after the one she
     * saw. A time that its outcome takes none of is none.
     */
    boolean isWhatMade(FollowUp record, int seenVersion, StaffId who) {
        var ending = record.ending();
        var axes = record.axes();
        return ending != null
                && record.version() == seenVersion + 1
                && who.value().equals(ending.signedBy())
                && record.disposition() == disposition
                && axes.reached() == reached
                && axes.relation() == relation
                && axes.clinical() == clinical
                && (completion == Completion.REFUSED) == (axes.completion() == Completion.REFUSED)
                && (note == null || note.equals(record.note()))
                && (ending.callbackAt() == null || ending.callbackAt().equals(callbackAt));
    }
}
