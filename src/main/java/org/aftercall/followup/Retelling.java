package org.aftercall.followup;

import org.aftercall.call.CallId;
import org.aftercall.dialer.AttemptOrdered;
import org.aftercall.dialer.AttemptTaken;
import org.aftercall.staff.StaffId;
import org.aftercall.transcript.Transcripts;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the transcripts what a call was about, so that it is found by list, nurse and outcome. */
@Component
@Transactional
class Retelling {
    private final FollowUps followUps;
    private final Worklists worklists;
    private final Transcripts transcripts;

    Retelling(FollowUps followUps, Worklists worklists, Transcripts transcripts) {
        this.followUps = followUps;
        this.worklists = worklists;
        this.transcripts = transcripts;
    }

    @EventListener
    void on(AttemptOrdered event) {
        var attempt = event.attempt();
        var task = worklists.find(attempt.task()).orElseThrow();
        tell(attempt.call(), worklists.of(task).id().value(), attempt.nurse(), null);
    }

    @EventListener
    void on(AttemptTaken event) {
        tell(event.attempt().call(), null, event.nurse(), null);
    }

    @ApplicationModuleListener
    void on(FollowUpSigned event) {
        followUps
                .of(event.call())
                .filter(r -> r.disposition() != null)
                .ifPresent(r ->
                        tell(
                                event.call(),
                                null,
                                r.links().nurse(),
                                String.valueOf(r.disposition())));
    }

    private void tell(
            CallId call,
            java.util.@Nullable UUID worklist,
            @Nullable StaffId nurse,
            @Nullable String outcome) {
        transcripts.know(
                call,
                new Transcripts.About(worklist, nurse == null ? null : nurse.value(), outcome));
    }
}
