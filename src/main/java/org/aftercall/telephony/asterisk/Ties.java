package org.aftercall.telephony.asterisk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.WireDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines between nodes. Where a line of another node is wanted, a tie is rung from here to there,
 * and there it is bridged to that line: here the tie stands for it. The house hears of no tie. Its
 * id is that of its line with a UUID version that nobody else makes, so that either is known from
 * the other after any restart. A tie ends by itself as soon as its line is moved or gone.
 */
final class Ties {
    private static final Logger log = LoggerFactory.getLogger(Ties.class);

    /** No line that we make or that comes in has a version above eight. */
    private static final int TIE = 8;

    private final Whereabouts where;
    private final Map<LineId, Wish> wishes = new ConcurrentHashMap<>();

    /** What is to be done with a tie at its node once it has answered. */
    private record Wish(Station at, LineId with, Consumer<LineId> then) {}

    Ties(Whereabouts where) {
        this.where = where;
    }

    static LineId of(LineId line) {
        return other(line);
    }

    static boolean isOne(LineId line) {
        return line.value().version() > TIE;
    }

    /** The line that is meant: a tie stands for one. */
    private static LineId meant(LineId line) {
        return isOne(line) ? other(line) : line;
    }

    private static LineId other(LineId line) {
        UUID id = line.value();
        long high = id.getMostSignificantBits() ^ TIE << 12;
        return new LineId(new UUID(high, id.getLeastSignificantBits()));
    }

    static boolean joinable(Optional<Station> here, Optional<Station> there) {
        return here.equals(there)
                || here.isPresent()
                        && there.isPresent()
                        && here.get().switchboard().reaches(there.get().name());
    }

    void join(LineId one, LineId other) {
        forget(one);
        where.of(one)
                .ifPresent(here ->
                        bring(other, one, here, line -> here.switchboard().join(one, line)));
    }

    void gather(LineId patient, List<LineId> others) {
        forget(patient);
        where.of(patient).ifPresent(here -> gather(patient, others, List.of(), here));
    }

    private void gather(LineId patient, List<LineId> coming, List<LineId> there, Station here) {
        if (coming.isEmpty()) {
            here.switchboard().gather(patient, there);
            return;
        }
        bring(
                coming.getFirst(),
                patient,
                here,
                line -> {
                    var more = new ArrayList<>(there);
                    more.add(line);
                    gather(patient, coming.subList(1, coming.size()), more, here);
                });
    }

    void listen(LineId listener, LineId other, boolean whisper) {
        where.of(other)
                .ifPresent(there ->
                        bring(
                                listener,
                                other,
                                there,
                                ear -> there.switchboard().listen(ear, other, whisper)));
    }

    /**
     * Hands on what stands for the line at this node: itself, if it lives here, else its tie, once
     * that has answered.
     *
     * @param with whom it is to be brought to; he may be put elsewhere meanwhile
     */
    private void bring(LineId line, LineId with, Station here, Consumer<LineId> then) {
        var home = where.of(line).orElse(null);
        if (home == here) {
            then.accept(line);
        } else if (home != null && !Channels.cameIn(line)) {
            var tie = of(line);
            wishes.put(tie, new Wish(here, with, then));
            if (here.switchboard().isUp(tie)) {
                fulfil(tie, here);
            } else {
                here.switchboard().tie(tie, line, home.name());
            }
        }
    }

    /** The line is put somewhere else: nobody is brought to it any more, nor it to anybody. */
    void forget(LineId line) {
        wishes.remove(of(line));
        wishes.values().removeIf(wish -> wish.with().equals(line));
    }

    /** What a node tells of a line, as the house is to hear it. */
    Optional<LineEvent> heard(Station station, LineEvent event) {
        var tie = event.line();
        return switch (event) {
            case LineEvent.Joined(var line, var with, var at) ->
                    Optional.of(new LineEvent.Joined(meant(line), meant(with), at));
            case LineEvent.Answered _ when isOne(tie) -> {
                fulfil(tie, station);
                yield Optional.empty();
            }
            case LineEvent.Ended(_, _, var result, _, _) when isOne(tie) -> {
                if (wishes.values().removeIf(w -> w.at() == station && isFor(w, tie))) {
                    log.warn("No tie to line {}: {}", meant(tie).value(), result);
                }
                yield Optional.empty();
            }
            case LineEvent.Arrived _,
                    LineEvent.Ringing _,
                    LineEvent.Judged _,
                    LineEvent.Answered _,
                    LineEvent.Parted _,
                    LineEvent.Ended _ ->
                    isOne(tie) ? Optional.empty() : Optional.of(event);
        };
    }

    private boolean isFor(Wish wish, LineId tie) {
        return wish == wishes.get(tie);
    }

    private void fulfil(LineId tie, Station station) {
        var wish = wishes.get(tie);
        if (wish != null && wish.at() == station && wishes.remove(tie, wish)) {
            try {
                wish.then().accept(tie);
            } catch (WireDown down) {
                log.warn("Node {} did not take an order: {}", station.name(), down.getMessage());
            }
        }
    }

    /** Lines of all nodes without the ties, each joined with whoever is behind one. */
    static List<LiveLine> without(List<LiveLine> lines) {
        var through = new HashMap<LineId, Set<LineId>>();
        for (var line : lines) {
            through.computeIfAbsent(meant(line.line()), _ -> new HashSet<>())
                    .addAll(line.joinedWith().stream().map(Ties::meant).toList());
        }
        return lines.stream()
                .filter(line -> !isOne(line.line()))
                .map(line ->
                        new LiveLine(
                                line.line(),
                                line.answered(),
                                Set.copyOf(through.getOrDefault(line.line(), Set.of()))))
                .toList();
    }
}
