package org.aftercall.dialer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aftercall.call.Calls;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Refusal;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffArrived;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.WireDown;
import org.aftercall.worklist.FollowUpTask;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.Worklists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Dials for nurses who are ready on a progressive list. Each is reserved, and the leg to her is up,
 * before a telephone rings: no patient ever hears silence, and none is abandoned. On a predictive
 * list this is how those are called whom no machine may ring ahead of a nurse.
 */
@Component
public class ProgressiveDialing {
    private static final Logger log = LoggerFactory.getLogger(ProgressiveDialing.class);

    private final Dialer dialer;
    private final Worklists worklists;
    private final Staff staff;
    private final Calls calls;
    private final PredictiveDialing predictive;
    private final Leases leases;

    /** Whether a seat may be up; true at the start, since seats outlive us. */
    private volatile boolean seats = true;

    ProgressiveDialing(
            Dialer dialer,
            Worklists worklists,
            Staff staff,
            Calls calls,
            PredictiveDialing predictive,
            Leases leases) {
        this.dialer = dialer;
        this.worklists = worklists;
        this.staff = staff;
        this.calls = calls;
        this.predictive = predictive;
        this.leases = leases;
    }

    /** Whether calls come to this nurse by themselves while she is ready. */
    public boolean serves(StaffMember nurse) {
        return !listsOf(nurse, lists()).isEmpty();
    }

    /** Who signs in first reads and puts her headset on; then she says that she is ready. */
    @EventListener
    void on(StaffArrived event) {
        if (serves(staff.get(event.who()))) {
            staff.become(event.who(), Presence.PAUSED);
        }
    }

    @Scheduled(fixedDelayString = "${aftercall.dialer.look-every:1s}")
    void look() {
        leases.alone("progressive-dialing", this::serveAll);
    }

    private void serveAll() {
        var lists = lists();
        if (lists.isEmpty() && !seats) {
            return;
        }
        seats = !lists.isEmpty();
        var closed = !lists.isEmpty() && !calls.obstructions().isEmpty();
        var round = predictive.round();
        var busy = dialer.busy();
        for (var nurse : round.ward().staff()) {
            try {
                serve(nurse, listsOf(nurse, lists), busy.contains(nurse.id()), closed, round);
            } catch (Refusal | WireDown notNow) {
                // Her desk is not there, or the wire is not: the next look finds it mended.
                log.debug("No call for {}: {}", nurse.id(), notNow.getMessage());
            }
        }
        if (!closed) {
            predictive.look(lists, round);
        }
    }

    private List<Worklist> lists() {
        return worklists.all(DataScope.EVERYTHING).stream()
                .filter(l -> comesByItself(l.manner().mode()))
                .toList();
    }

    private static boolean comesByItself(Mode mode) {
        return switch (mode) {
            case MANUAL, PREVIEW -> false;
            case PROGRESSIVE, PREDICTIVE -> true;
        };
    }

    private static List<Worklist> listsOf(StaffMember nurse, List<Worklist> lists) {
        return lists.stream().filter(l -> works(nurse, l)).toList();
    }

    /**
     * Whether calls of the list are hers to make: who is ready for a list is counted by this and by
     * nothing else.
     */
    public static boolean works(StaffMember nurse, Worklist list) {
        return dials(nurse.role(), list)
                && list.worksWith(nurse.id())
                && list.touches(nurse.scope());
    }

    private static boolean dials(Role role, Worklist list) {
        return switch (role) {
            case NURSE -> true;
            // Nobody is called upon who only looks after the nurses, unless she is on the crew.
            case SUPERVISOR -> list.crew().chosen();
            // Calls back whom an escalation concerns, and nobody from a list.
            case PHYSICIAN, QUALITY, ADMIN -> false;
        };
    }

    /**
     * @param closed whether nobody can be rung now: she takes her seat, and nothing is claimed
     */
    private void serve(
            StaffMember nurse, List<Worklist> lists, boolean busy, boolean closed, Round round) {
        var desk = nurse.desk().orElseThrow();
        if (lists.isEmpty() || nurse.presence() == Presence.OFFLINE) {
            if (round.ward().seated(nurse)) {
                if (busy) {
                    seats = true;
                } else {
                    calls.stand(desk);
                }
            }
            return;
        }
        if (nurse.presence() != Presence.READY || busy) {
            return;
        }
        if (!round.ward().seated(nurse)) {
            calls.sit(desk, nurse.deskKind());
            return;
        }
        if (closed) {
            return;
        }
        claim(nurse, lists, round)
                .ifPresent(task -> {
                    dial(nurse, task);
                    round.ordered();
                });
    }

    private Optional<FollowUpTask> claim(StaffMember nurse, List<Worklist> lists, Round round) {
        var ahead = new ArrayList<Worklist>();
        for (var list : lists) {
            if (list.manner().mode() == Mode.PREDICTIVE) {
                var pace = round.pace(list);
                if (!pace.spares()) {
                    // A patient who is rung already may need her any moment.
                    return Optional.empty();
                }
                if (predictive.ahead(list, pace)) {
                    ahead.add(list);
                }
            }
        }
        var promised =
                ahead.isEmpty()
                        ? Optional.<FollowUpTask>empty()
                        : worklists.claimPromised(nurse.id(), nurse.scope(), ahead);
        return promised.isPresent()
                ? promised
                : worklists.claimFrom(
                        nurse.id(),
                        nurse.scope(),
                        lists.stream().filter(l -> !ahead.contains(l)).toList());
    }

    private void dial(StaffMember nurse, FollowUpTask task) {
        try {
            var contact =
                    dialer.suggest(task.id())
                            .orElseThrow(
                                    () -> new Refusal(Refusal.Kind.CONFLICT, "contact.unknown"));
            dialer.dialFor(nurse.id(), task.id(), contact);
        } catch (Refusal refused) {
            // Something changed since the claim: the task goes back, and is looked at anew.
            log.info("Task {} was not dialed: {}", task.id().value(), refused.code());
            // Whom somebody else talks with stays hers until she has the next one, or the claim
            // runs
            // out: given back at once, he would be the next one again.
            if (!"patient.onThePhone".equals(refused.code())) {
                worklists.release(task.id(), nurse.id(), null);
            }
        }
    }
}
