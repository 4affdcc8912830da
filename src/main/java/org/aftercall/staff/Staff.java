package org.aftercall.staff;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people on duty. */
@Service
@Transactional
public class Staff {
    private final Members members;
    private final Duties duties;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Staff(Members members, Duties duties, ApplicationEventPublisher events, Clock clock) {
        this.members = members;
        this.duties = duties;
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

    /** Who works here, makes calls and has a telephone. */
    public List<StaffMember> withDesk() {
        return withTelephone().stream().filter(m -> m.may(Permission.CALL)).toList();
    }

    /** Who works here and can be rung: doctors, too. */
    public List<StaffMember> withTelephone() {
        return members.all().stream()
                .filter(Members.Lock::active)
                .map(Members.Lock::member)
                .filter(m -> m.desk().isPresent())
                .toList();
    }

    public Duty duty(StaffId id) {
        return duties.of(id).orElseThrow(() -> new IllegalArgumentException("No such member"));
    }

    public Map<StaffId, Duty> duties() {
        return duties.all();
    }

    /** Somebody comes to work. */
    void arrive(StaffId id) {
        become(id, Presence.READY);
        events.publishEvent(new StaffArrived(id));
    }

    public void become(StaffId id, Presence presence) {
        if (duties.become(id, presence, clock.instant())) {
            events.publishEvent(new PresenceChanged(id, presence));
        }
    }

    /**
     * What she, or her supervisor, wants her to be: at once, or, when she is with a patient or
     * writes up a talk, as soon as she is free.
     *
     * @param wanted {@code READY}, {@code PAUSED} or {@code OFFLINE}
     * @param why of a pause, at most 80 characters
     */
    public Duty wish(StaffId id, Presence wanted, @Nullable String why) {
        if (why != null && why.length() > 80) {
            throw new Refusal(Kind.INVALID, "presence.reason");
        }
        switch (wanted) {
            case READY, PAUSED, OFFLINE -> duties.wish(id, wanted, why, clock.instant());
            case ON_CALL, WRAPPING_UP -> throw new Refusal(Kind.INVALID, "presence.notYours");
        }
        var duty = duty(id);
        events.publishEvent(new PresenceChanged(id, duty.presence()));
        return duty;
    }

    /** Takes her for a call that comes by itself; false when she is not ready, or no longer. */
    public boolean reserve(StaffId id) {
        var hers = duties.reserve(id, clock.instant());
        if (hers) {
            events.publishEvent(new PresenceChanged(id, Presence.ON_CALL));
        }
        return hers;
    }

    /** She is in a call that she dialed, took or was asked into, be it during a break. */
    public void occupy(StaffId id) {
        if (duties.occupy(id, clock.instant())) {
            events.publishEvent(new PresenceChanged(id, Presence.ON_CALL));
        }
    }

    /** Her part in a call is done: she is ready, or what she wished to be. */
    public void free(StaffId id) {
        if (duties.free(id, clock.instant())) {
            events.publishEvent(new PresenceChanged(id, duty(id).presence()));
        }
    }

    public void choose(StaffId id, DeskKind kind) {
        members.setDesk(id, kind);
    }
}
