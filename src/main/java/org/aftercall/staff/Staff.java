package org.aftercall.staff;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people on duty. */
@Service
@Transactional
public class Staff {
    private final Members members;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Staff(Members members, ApplicationEventPublisher events, Clock clock) {
        this.members = members;
        this.events = events;
        this.clock = clock;
    }

    public Optional<StaffMember> find(StaffId id) {
        return members.byId(id).map(Members.Lock::member);
    }

    public StaffMember get(StaffId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("No such member of staff"));
    }

    /** Whose desk it is. */
    public Optional<StaffMember> at(Extension desk) {
        return members.byExtension(desk.digits()).map(Members.Lock::member);
    }

    /** Who works here and has a telephone. */
    public List<StaffMember> withDesk() {
        return members.all().stream()
                .filter(Members.Lock::active)
                .map(Members.Lock::member)
                .filter(m -> m.desk().isPresent() && m.may(Permission.CALL))
                .toList();
    }

    /** Since when everybody has been what they are. */
    public Map<StaffId, Instant> presenceSince() {
        return members.presenceSince();
    }

    public void become(StaffId id, Presence presence) {
        if (members.setPresence(id, presence, clock.instant())) {
            events.publishEvent(new PresenceChanged(id, presence));
        }
    }

    public void choose(StaffId id, DeskKind kind) {
        members.setDesk(id, kind);
    }
}
