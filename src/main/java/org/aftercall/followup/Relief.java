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
    private final ApplicationEventPublisher events;

    Relief(ReliefRows rows, ApplicationEventPublisher events) {
        this.rows = rows;
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
        given.forEach(g -> events.publishEvent(new EscalationChanged(g.id(), g.owner())));
    }
}
