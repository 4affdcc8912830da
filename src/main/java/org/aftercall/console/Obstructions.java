package org.aftercall.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aftercall.call.Calls;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.aftercall.staff.StaffMember;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireDown;
import org.aftercall.worklist.Mode;
import org.aftercall.worklist.Reasons.Reason;
import org.springframework.stereotype.Component;

/**
 * What keeps everybody from being rung, in the reader's words: the same truth that dialing asks.
 */
@Component
class Obstructions {
    private final Calls calls;
    private final Switchboard switchboard;
    private final HouseWords words;

    Obstructions(Calls calls, Switchboard switchboard, HouseWords words) {
        this.calls = calls;
        this.switchboard = switchboard;
        this.words = words;
    }

    /** Of the house: disk, wire, trunk, night, minutes, room. */
    List<Reason> now(Locale locale) {
        return calls.obstructions().stream().map(no -> reason(no, locale)).toList();
    }

    private Reason reason(Refusal no, Locale locale) {
        var wire = no.code().equals("telephony.down");
        return new Reason(
                wire ? "wireDown" : no.code(),
                words.of(
                        wire ? "whyNot.wireDown" : "refusal." + no.code(),
                        locale,
                        no.arguments().toArray()),
                0,
                null);
    }

    /** Why the disk of the tapes keeps everybody from being rung; empty while there is room. */
    Optional<String> disk(Locale locale) {
        return now(locale).stream()
                .filter(r -> r.code().equals("spool.full"))
                .map(Reason::text)
                .findFirst();
    }

    /** In short, why no call gets out; empty while the trunk is not known to be down. */
    Optional<String> trunk(Locale locale) {
        return switch (switchboard.trunk()) {
            case TrunkState.Up() -> Optional.empty();
            case TrunkState.Down down -> Optional.of(words.of(down.why(), locale));
        };
    }

    /** Of the nurses who are ready for a list: none has a telephone that is there, or a seat. */
    Optional<Reason> desks(List<StaffMember> ready, Mode mode, Locale locale) {
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        if (ready.stream().noneMatch(this::reachable)) {
            return Optional.of(own("deskUnreachable", ready.size(), locale));
        }
        return switch (mode) {
            case MANUAL, PREVIEW -> Optional.empty();
            case PROGRESSIVE, PREDICTIVE ->
                    ready.stream().noneMatch(m -> calls.seated(m.desk().orElseThrow()))
                            ? Optional.of(own("noSeat", ready.size(), locale))
                            : Optional.empty();
        };
    }

    private Reason own(String code, int count, Locale locale) {
        return new Reason(code, words.of("whyNot." + code, locale, count), count, null);
    }

    private boolean reachable(StaffMember member) {
        try {
            return switchboard.reachable(member.desk().orElseThrow(), member.deskKind());
        } catch (WireDown down) {
            // The wire itself is named as the reason.
            return true;
        }
    }
}
