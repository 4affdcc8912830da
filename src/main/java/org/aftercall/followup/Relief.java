package org.aftercall.followup;

import java.time.LocalDateTime;
import java.util.List;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** When a shift begins: what nobody has, and what nobody took in hand, goes to who is there now. */
@Component
class Relief {
    private final ReliefRows rows;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    Relief(ReliefRows rows, Outbox outbox, ApplicationEventPublisher events) {
        this.rows = rows;
        this.outbox = outbox;
        this.events = events;
    }

    /** Who has one after it changed hands. */
    record Given(EscalationId id, @Nullable StaffId owner) {}

    /**
     * @param at by the house's clock
     */
    @Transactional(propagation = Propagation.REQUIRED)
    public void relieve(LocalDateTime at) {
        tell(rows.giveOut(at));
        tell(rows.relieve(at));
    }

    private void tell(List<Given> given) {
        outbox.write(given.stream().map(Given::id).toList(), Outbox.Event.HANDED);
        given.forEach(g -> events.publishEvent(new EscalationChanged(g.id(), g.owner())));
    }
}
