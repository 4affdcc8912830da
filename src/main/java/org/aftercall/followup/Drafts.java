package org.aftercall.followup;

import java.time.Clock;
import java.util.Map;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what was heard before it is signed, with what follows at once: consent and alarms. */
@Component
class Drafts {
    private final Rows rows;
    private final Outcomes outcomes;
    private final SpokenConsent consent;
    private final Alarms alarms;
    private final Clock clock;

    Drafts(Rows rows, Outcomes outcomes, SpokenConsent consent, Alarms alarms, Clock clock) {
        this.rows = rows;
        this.outcomes = outcomes;
        this.consent = consent;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * @param agoMs how long ago each changed answer was given; what is missing was given now
     */
    void keep(
            FollowUp before,
            FollowUp changed,
            @Nullable Map<String, Long> agoMs,
            int seenVersion,
            StaffId who) {
        var now = clock.instant();
        var timed = outcomes.timed(changed);
        var told = timed.told(Telling.after(before, timed, agoMs == null ? Map.of() : agoMs, now));
        if (!rows.save(told, seenVersion, now)) {
            throw new Refusal(Kind.STALE, "record.stale");
        }
        consent.follow(before, told, who);
        alarms.follow(told, who);
    }
}
