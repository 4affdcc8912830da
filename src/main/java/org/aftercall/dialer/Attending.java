package org.aftercall.dialer;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aftercall.call.CallAnswered;
import org.aftercall.call.MachineHeard;
import org.aftercall.kernel.Afterwards;
import org.aftercall.kernel.Refusal;
import org.aftercall.staff.Duty;
import org.aftercall.staff.Presence;
import org.aftercall.staff.PresenceChanged;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.WireDown;
import org.aftercall.worklist.Worklists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Brings who picks up to the nurse who has waited longest; whom nobody can have within two seconds
 * hears who called. News makes it quick, and looking again and again makes it sure: after a
 * restart, too, and for what another node ordered.
 */
@Component
class Attending {
    private static final Logger log = LoggerFactory.getLogger(Attending.class);

    /**
     * So long a patient who picked up may be without a nurse: the message begins before two seconds
     * are over, which is what Ofcom allows. The rest of them is the switchboard's, and ours to
     * look.
     */
    static final Duration PATIENCE = Duration.ofMillis(1_750);

    private final Floors floors;
    private final Paces paces;
    private final Answered answered;
    private final Worklists worklists;
    private final Staff staff;
    private final Clock clock;

    /**
     * Whether a telephone may ring with no nurse there; true at the start, since calls outlive us.
     */
    private volatile boolean expected = true;

    private final Afterwards looks = new Afterwards("attending");

    Attending(
            Floors floors,
            Paces paces,
            Answered answered,
            Worklists worklists,
            Staff staff,
            Clock clock) {
        this.floors = floors;
        this.paces = paces;
        this.answered = answered;
        this.worklists = worklists;
        this.staff = staff;
        this.clock = clock;
    }

    @EventListener
    void on(CallAnswered event) {
        // All who wait, so that nobody is served before one who has waited longer.
        soon();
    }

    @EventListener
    void on(PresenceChanged event) {
        if (event.presence() == Presence.READY) {
            soon();
        }
    }

    /**
     * Without the event registry, which would keep a row for each piece of news: who is not looked
     * for now is found a tenth of a second later.
     */
    private void soon() {
        if (expected) {
            looks.run(this::look);
        }
    }

    @PreDestroy
    void close() {
        looks.close();
    }

    @Async
    @TransactionalEventListener
    void on(MachineHeard event) {
        answered.leave(event.call());
    }

    @Scheduled(fixedDelayString = "${aftercall.dialer.look-every:1s}")
    void wake() {
        expected = floors.untaken();
    }

    void expect() {
        expected = true;
    }

    @Scheduled(fixedDelayString = "${aftercall.dialer.attend-every:100ms}")
    void look() {
        if (expected) {
            // Once for all: a nurse who comes in between would be for somebody further back.
            var duties = staff.duties();
            floors.waiting().forEach(patient -> attend(patient, duties));
        }
    }

    private void attend(Floors.Waiting patient, Map<StaffId, Duty> duties) {
        var id = patient.attempt();
        if (patient.atDesk()) {
            answered.adopt(id, clock.instant());
            return;
        }
        for (var nurse : free(patient, duties)) {
            try {
                answered.take(id, nurse, clock.instant());
                return;
            } catch (Refusal | WireDown | DuplicateKeyException notHer) {
                log.debug(
                        "Attempt {} was not taken by {}: {}", id, nurse.id(), notHer.getMessage());
            }
        }
        if (floors.waited(id, PATIENCE, clock.instant())) {
            answered.abandon(id);
        }
    }

    /** Who could have this patient now, the one who has waited longest first. */
    private List<StaffMember> free(Floors.Waiting patient, Map<StaffId, Duty> duties) {
        var task = worklists.find(patient.task()).orElseThrow();
        return paces.crew(worklists.of(task)).seated().stream()
                .filter(m -> m.scope().covers(task.department()))
                .filter(m -> duties.get(m.id()) instanceof Duty d && d.presence() == Presence.READY)
                .sorted(
                        Comparator.comparing(
                                m -> Objects.requireNonNull(duties.get(m.id())).since()))
                .toList();
    }
}
