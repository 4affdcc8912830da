package org.aftercall.dialer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aftercall.kernel.Refusal;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireState;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.TaskId;
import org.aftercall.worklist.Worklist;
import org.aftercall.worklist.WorklistId;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rings more patients of a predictive list than nurses are free, as far as its cap on abandoned
 * patients leaves room in the running half hour. Without room the list is a progressive one: {@link
 * ProgressiveDialing} reserves a nurse before each telephone rings. So it does at all times for
 * agreed callbacks, and for who was abandoned.
 */
@Component
public class PredictiveDialing {
    private static final Logger log = LoggerFactory.getLogger(PredictiveDialing.class);

    /** So many in one look; the next is a second later. */
    private static final int MOST = 20;

    /** Something speaks against a patient that handing out tasks does not know of. */
    private static final Duration ASIDE = Duration.ofMinutes(5);

    private final Paces paces;
    private final Dialer dialer;
    private final Attending attending;
    private final Worklists worklists;
    private final Switchboard switchboard;
    private final TransactionTemplate transaction;

    /** Lists with nobody left who may be rung without a nurse: she is reserved for the others. */
    private volatile Set<WorklistId> exhausted = Set.of();

    PredictiveDialing(
            Paces paces,
            Dialer dialer,
            Attending attending,
            Worklists worklists,
            Switchboard switchboard,
            TransactionTemplate transaction) {
        this.paces = paces;
        this.dialer = dialer;
        this.attending = attending;
        this.worklists = worklists;
        this.switchboard = switchboard;
        this.transaction = transaction;
    }

    /** How a list is paced now. */
    public Pace pace(Worklist list) {
        return paces.of(paces.crew(list));
    }

    /**
     * Of those who answered calls of these lists in the last half hour, how many were abandoned: 0
     * to 1; null when nobody answered.
     */
    public @Nullable Double abandonRate(Collection<WorklistId> lists) {
        var window = paces.window(lists);
        return window.answered() == 0 ? null : window.rate();
    }

    /**
     * What a list did in the last half hour, against its own cap.
     *
     * @param answered by a person
     * @param abandoned of these, left without a nurse
     * @param cap share of those who answer, 0 to 1
     */
    public record Abandoning(int answered, int abandoned, double cap) {
        /** 0 to 1; null when nobody answered. */
        public @Nullable Double rate() {
            return answered == 0 ? null : (double) abandoned / answered;
        }
    }

    public Abandoning abandoning(Worklist list) {
        var window = paces.window(List.of(list.id()));
        return new Abandoning(
                window.answered(),
                window.abandoned(),
                list.manner().ahead().maxAbandonPercent() / 100);
    }

    /** Whether patients of this list are rung without a nurse now. */
    boolean ahead(Worklist list, Pace pace) {
        return pace.effective() == Mode.PREDICTIVE && !exhausted.contains(list.id());
    }

    Round round() {
        return new Round(paces);
    }

    void look(List<Worklist> lists, Round round) {
        var dry = new HashSet<WorklistId>();
        for (var list : lists) {
            if (list.manner().mode() == Mode.PREDICTIVE
                    && switchboard.state() instanceof WireState.Up
                    && !ring(list, round)) {
                dry.add(list.id());
            }
        }
        exhausted = Set.copyOf(dry);
    }

    /**
     * @return false when there was room for more than the list has
     */
    private boolean ring(Worklist list, Round round) {
        var crew = round.crew(list);
        if (round.pace(list).more() == 0) {
            return true;
        }
        var tasks = worklists.ahead(list, crew.scope(), MOST);
        for (var task : tasks) {
            try {
                var ordered = order(crew, task);
                round.ordered();
                if (!ordered) {
                    return true;
                }
            } catch (Refusal refused) {
                log.info("Task {} was not dialed: {}", task.value(), refused.code());
                if (ofTheTrunk(refused)) {
                    return true;
                }
                worklists.putOff(task, ASIDE);
            }
        }
        return tasks.size() == MOST;
    }

    private boolean order(Paces.Crew crew, TaskId task) {
        var ordered =
                transaction.execute(_ -> {
                    if (paces.toOrderBy(crew).more() == 0) {
                        return false;
                    }
                    dialer.dialAhead(task);
                    return true;
                });
        attending.expect();
        return Boolean.TRUE.equals(ordered);
    }

    /** Whether it speaks against every number, and will be over by itself. */
    private static boolean ofTheTrunk(Refusal refused) {
        return refused.code().startsWith("trunk.") && !refused.code().equals("trunk.number");
    }
}
