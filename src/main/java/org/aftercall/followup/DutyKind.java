package org.aftercall.followup;

import org.jspecify.annotations.Nullable;

/** Which people an escalation is for; each kind has a roster of its own. */
public enum DutyKind {
    CLINICAL,
    COMPLAINT;

    /**
     * @param callBack the form by which the patient is called back; null for the usual one
     */
    static DutyKind of(@Nullable String callBack) {
        return Complaint.FORM.equals(callBack) ? COMPLAINT : CLINICAL;
    }
}
