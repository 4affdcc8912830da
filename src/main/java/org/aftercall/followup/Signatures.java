package org.aftercall.followup;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.Recordings;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.NextStep;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Seals a record; from then on nothing in it changes. */
@Component
class Signatures {
    private final Rows rows;
    private final Recordings recordings;
    private final Alarms alarms;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Signatures(
            Rows rows,
            Recordings recordings,
            Alarms alarms,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.recordings = recordings;
        this.alarms = alarms;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param by null when the house signs
     */
    void sign(
            FollowUp record,
            int seenVersion,
            @Nullable StaffId by,
            NextStep next,
            @Nullable Instant callbackAt) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var seal = Seal.of(record, next, callbackAt, by, now);
        if (!rows.sign(record, seenVersion, by, next, callbackAt, seal, now)) {
            throw new Refusal(Kind.STALE, "record.stale");
        }
        alarms.fix(record, by);
        var links = record.links();
        if (record.disposition() != null) {
            recordings.outcome(links.call(), record.disposition().name());
        }
        events.publishEvent(new FollowUpSigned(record.id(), links.task(), links.call()));
        events.publishEvent(new FollowUpChanged(record.id(), links.nurse()));
    }
}
