package org.aftercall.followup;

import java.time.Clock;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.StaffId;
import org.springframework.stereotype.Component;

/** Keeps what was heard before it is signed, with what follows at once: consent and alarms. */
@Component
class Drafts {
    private final Rows rows;
    private final Outcomes outcomes;
    private final Alarms alarms;
    private final Clock clock;

    Drafts(Rows rows, Outcomes outcomes, Alarms alarms, Clock clock) {
        this.rows = rows;
        this.outcomes = outcomes;
        this.alarms = alarms;
        this.clock = clock;
    }

    void keep(FollowUp before, FollowUp changed, int seenVersion, StaffId who) {
        if (!rows.save(changed, seenVersion, clock.instant())) {
            throw new Refusal(Kind.STALE, "record.stale");
        }
        outcomes.consent(before, changed, who);
        alarms.follow(outcomes.timed(changed), who);
    }
}
