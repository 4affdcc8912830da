package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.util.Optional;
import org.aftercall.telephony.Registration;
import org.aftercall.telephony.Registration.State;
import org.aftercall.telephony.TrunkState;
import org.jspecify.annotations.Nullable;

/**
 * The account of one Asterisk at the carrier's registrar. Asterisk says only that it was rejected,
 * also when nobody answered; why is in its log.
 */
final class Account {
    /** As the trunk: the endpoint's name, and the registration's. */
    private static final String NAME = "carrier";

    private final Ami ami;
    private final RegistrarLog log;
    private final Clock clock;

    private @Nullable Registration last;

    Account(Ami ami, RegistrarLog log, Clock clock) {
        this.ami = ami;
        this.log = log;
        this.clock = clock;
    }

    /**
     * How it stands now; empty when there is none.
     *
     * @param trunk whether the other end of the trunk answers
     */
    synchronized Optional<Registration> now(TrunkState trunk) {
        var answer = ami.listInTime(Orders.registrations());
        if (answer.isEmpty()) {
            return Optional.ofNullable(last);
        }
        var listed =
                answer.get().stream()
                        .filter(OutboundRegistrationDetailEvent.class::isInstance)
                        .map(OutboundRegistrationDetailEvent.class::cast)
                        .filter(one -> NAME.equals(one.getObjectName()))
                        .findFirst();
        if (listed.isEmpty()) {
            last = null;
            return Optional.empty();
        }
        var found = read(listed.get(), trunk);
        if (last == null || last.state() != found.state() || last.sip() != found.sip()) {
            last = found;
        }
        return Optional.of(last);
    }

    private Registration read(OutboundRegistrationDetailEvent listed, TrunkState trunk) {
        var status = listed.getStatus() == null ? "" : listed.getStatus();
        return switch (status) {
            // It holds until it must be renewed, but of what use is it now.
            case "Registered" ->
                    trunk instanceof TrunkState.Silent
                            ? is(State.UNREACHABLE, 0)
                            : is(State.REGISTERED, 0);
            case "Rejected" -> rejected(listed.getClientUri(), trunk);
            default -> is(State.PENDING, 0);
        };
    }

    private Registration rejected(@Nullable String who, TrunkState trunk) {
        return switch (log.lastWordTo(who == null ? "" : who)) {
            case RegistrarLog.Silence() -> is(State.UNREACHABLE, 0);
            case RegistrarLog.No(int sip) -> is(State.REJECTED, sip);
            case RegistrarLog.Unknown() ->
                    trunk instanceof TrunkState.Silent
                            ? is(State.UNREACHABLE, 0)
                            : is(State.REJECTED, 0);
        };
    }

    private Registration is(State state, int sip) {
        return new Registration(state, sip, clock.instant());
    }
}
