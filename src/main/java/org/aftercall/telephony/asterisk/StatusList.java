package org.aftercall.telephony.asterisk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LiveLine;
import org.asteriskjava.manager.event.StatusEvent;

/** The house's lines that one Asterisk has at this moment, as its list of channels tells them. */
final class StatusList {
    /** AST_STATE_UP: answered. */
    private static final int UP = 6;

    private final Ami ami;

    StatusList(Ami ami) {
        this.ami = ami;
    }

    List<LiveLine> lines() {
        List<StatusEvent> all = ours();
        return all.stream().map(status -> live(status, all)).toList();
    }

    Station.Load load() {
        List<StatusEvent> all = ours();
        int outside = (int) all.stream().filter(l -> Channels.overTheTrunk(l.getChannel())).count();
        return new Station.Load(outside, all.size() - outside);
    }

    private List<StatusEvent> ours() {
        return ami.list(Orders.status()).stream()
                .filter(StatusEvent.class::isInstance)
                .map(StatusEvent.class::cast)
                .filter(status -> line(status).isPresent())
                // A desk that tries its own line is no seat and no talk.
                .filter(status -> !Orders.TEST.equals(status.getExtension()))
                .toList();
    }

    private static LiveLine live(StatusEvent status, List<StatusEvent> all) {
        LineId line = line(status).orElseThrow();
        String bridge = status.getBridgeId();
        Set<LineId> with =
                bridge == null || bridge.isEmpty()
                        ? Set.of()
                        : all.stream()
                                .filter(other -> bridge.equals(other.getBridgeId()))
                                .flatMap(other -> line(other).stream())
                                .filter(other -> !other.equals(line))
                                .collect(Collectors.toSet());
        Integer state = status.getChannelState();
        return new LiveLine(line, state != null && state == UP, with);
    }

    private static Optional<LineId> line(StatusEvent status) {
        return Channels.line(status.getUniqueId(), status.getChannel());
    }
}
