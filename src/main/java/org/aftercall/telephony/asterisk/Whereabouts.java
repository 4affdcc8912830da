package org.aftercall.telephony.asterisk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.WireDown;

/**
 * On which node a line is or was: learned from orders, events and lists of lines, and asked of the
 * nodes when it is not known.
 */
final class Whereabouts {
    private static final int REMEMBERED = 20_000;

    private final List<Station> stations;
    private final Map<LineId, Station> lines = Collections.synchronizedMap(new Recent());

    private static final class Recent extends LinkedHashMap<LineId, Station> {
        Recent() {
            super(1_000, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<LineId, Station> eldest) {
            return size() > REMEMBERED;
        }
    }

    Whereabouts(List<Station> stations) {
        this.stations = stations;
    }

    void learn(LineId line, Station station) {
        lines.put(line, station);
    }

    Optional<Station> known(LineId line) {
        return stations.size() == 1
                ? Optional.of(stations.getFirst())
                : Optional.ofNullable(lines.get(line));
    }

    /**
     * Empty when no node has it.
     *
     * @throws WireDown when the node that may have it cannot be asked
     */
    Optional<Station> of(LineId line) {
        var known = known(line);
        if (known.isPresent()) {
            return known;
        }
        WireDown silent = null;
        for (var station : stations) {
            try {
                if (station.switchboard().knows(line)) {
                    learn(line, station);
                    return Optional.of(station);
                }
            } catch (WireDown down) {
                silent = station.dead() ? silent : down;
            }
        }
        if (silent != null) {
            throw silent;
        }
        return Optional.empty();
    }
}
