package org.aftercall.followup;

import org.aftercall.transcript.ComplaintJudged;
import org.aftercall.transcript.Complaints;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes an escalation of words that a person confirmed to be a complaint, in whatever call. */
@Component
@Transactional
class HeardComplaints {
    private final Rows rows;
    private final Complaints complaints;
    private final Alarms alarms;

    HeardComplaints(Rows rows, Complaints complaints, Alarms alarms) {
        this.rows = rows;
        this.complaints = complaints;
        this.alarms = alarms;
    }

    /** In the talk about a complaint it is the same one that one hears of. */
    @ApplicationModuleListener
    void on(ComplaintJudged event) {
        rows.of(event.call())
                .filter(r -> !r.questionnaire().equals(Complaint.FORM))
                // Locked: an answer that tells of the same complaint waits, or was there before.
                .flatMap(r -> rows.of(r.links().attempt()))
                .ifPresent(r -> alarms.heard(r, complaints.of(event.call()).orElse(null)));
    }
}
