package org.aftercall.patient;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.patient.StandingChange.What;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is not to be called, why, since when and who said so. All doors to the telephone ask for what
 * holds now, so a change counts at once, for every worklist; the history is only added to.
 */
@Component
@Transactional
public class Standings {
    /** The reason of a change that was taken back without one. */
    static final String UNDONE = "UNDONE";

    private final StandingRows rows;
    private final ApplicationEventPublisher corridor;
    private final Clock clock;

    Standings(StandingRows rows, ApplicationEventPublisher corridor, Clock clock) {
        this.rows = rows;
        this.corridor = corridor;
        this.clock = clock;
    }

    /** "Never call again." Saying it twice changes nothing. */
    public void doNotCall(PatientId id, String reason) {
        if (rows.doNotCall(id, reason)) {
            note(id, What.DO_NOT_CALL, true, reason);
            corridor.publishEvent(new ConsentWithdrawn(id, Consent.To.CALLS));
        }
    }

    /** The patient changed his mind, or it was a mistake. */
    public void callAgain(PatientId id, String reason) {
        if (rows.callAgain(id)) {
            note(id, What.DO_NOT_CALL, false, reason);
        }
    }

    /**
     * All calls rest from now on.
     *
     * @param reason what else there is to say; the code of {@code why} when there is nothing
     */
    public void suspend(PatientId id, Suspension why, String reason) {
        if (rows.suspend(id, why, clock.instant())) {
            note(id, What.SUSPENDED, true, reason);
            corridor.publishEvent(new PatientSuspended(id, why));
        }
    }

    /** Calls may go on, for instance because the suspension was a mistake. */
    public void resume(PatientId id, String reason) {
        if (rows.resume(id)) {
            note(id, What.SUSPENDED, false, reason);
        }
    }

    /** The last change was a slip, if it was made since then. */
    void takeBack(PatientId id, Instant since) {
        rows.history(id).stream()
                .findFirst()
                .filter(c -> c.begins() && !c.at().isBefore(since))
                .ifPresent(c -> {
                    switch (c.what()) {
                        case DO_NOT_CALL -> callAgain(id, UNDONE);
                        case SUSPENDED -> resume(id, UNDONE);
                    }
                });
    }

    /** Why a suspension is written as it is: one of our codes, or a reason of its own. */
    public static Suspension suspension(String reason) {
        var code = reason.strip().toUpperCase(Locale.ROOT);
        for (var why : Suspension.values()) {
            if (why.name().equals(code)) {
                return why;
            }
        }
        return Suspension.OTHER;
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<StandingChange> history(PatientId id) {
        return rows.history(id);
    }

    /**
     * Those of the scope who are not to be called, newest first.
     *
     * @param after the {@link Uncalled#change} to read on from
     */
    @Transactional(readOnly = true)
    public List<Uncalled> doNotCall(DataScope scope, @Nullable UUID after, int limit) {
        return rows.list(scope, after, limit);
    }

    private void note(PatientId id, What what, boolean begins, String reason) {
        var who = CurrentUser.find().map(CurrentUser::id).map(StaffId::value).orElse(null);
        rows.note(id, what, begins, reason, clock.instant(), who);
    }
}
