package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.DeskAccount;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.GuestOrder;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineListener;
import org.aftercall.telephony.LiveLine;
import org.aftercall.telephony.Node;
import org.aftercall.telephony.Roll;
import org.aftercall.telephony.Sound;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The switchboard that is one Asterisk or several. An order goes to the node of its line; a new
 * line goes to a node that is up, not drained, and has room.
 */
@Component
final class Nodes implements Switchboard, SmartLifecycle {
    private final List<Station> stations;
    private final Whereabouts where;
    private final Placement placement;
    private final Ties ties;
    private final @Nullable TrunkBudgets budgets;

    private volatile boolean running;

    Nodes(
            TelephonySettings main,
            NodeSettings settings,
            ObjectProvider<LineListener> house,
            ObjectProvider<Drained> drained,
            ObjectProvider<TrunkBudgets> budgets,
            Clock clock) {
        this.stations = settings.stations(main, new Hall(this, house), clock);
        this.where = new Whereabouts(stations);
        this.budgets = budgets.getIfAvailable();
        this.placement = new Placement(stations, drained.getIfAvailable(), this.budgets);
        this.ties = new Ties(where);
    }

    boolean single() {
        return stations.size() == 1;
    }

    /** Notes where the line is; what is but a tie between nodes, the house does not hear. */
    Optional<LineEvent> heard(Station station, LineEvent event) {
        if (!Ties.isOne(event.line())) {
            where.learn(event.line(), station);
        }
        if (budgets != null) {
            budgets.on(station.name(), event);
        }
        return single() ? Optional.of(event) : ties.heard(station, event);
    }

    @Override
    public void start() {
        running = true;
        stations.forEach(station -> station.switchboard().start());
    }

    @Override
    public void stop() {
        running = false;
        stations.forEach(station -> station.switchboard().stop());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public WireState state() {
        return stations.stream()
                .map(station -> station.switchboard().state())
                .reduce((one, other) -> one instanceof WireState.Up ? one : other)
                .orElseThrow();
    }

    @Override
    public void dial(DialOrder order) {
        var beside = order.beside();
        var near = beside == null ? placement.mostReady() : hosting(beside);
        var station = out(order.line(), near, beside);
        where.learn(order.line(), station);
        station.ordered(true);
        station.switchboard().dial(order);
    }

    @Override
    public void ring(DeskOrder order) {
        var station = stationOf(order);
        where.learn(order.line(), station);
        station.ordered(false);
        station.switchboard().ring(order);
    }

    @Override
    public void test(DeskOrder order, Locale language) {
        var station = stationOf(order);
        where.learn(order.line(), station);
        station.switchboard().test(order, language);
    }

    /**
     * That one; where its trunk has no turn or no minutes left, another that both can be joined
     * over.
     */
    private Station out(LineId line, Station near, @Nullable LineId beside) {
        return Stream.concat(Stream.of(near), others(near, beside))
                .filter(s -> placement.takes(s, line))
                .findFirst()
                .orElseThrow(() -> new WireDown("No trunk has anything left of its node's budget"));
    }

    private Stream<Station> others(Station near, @Nullable LineId beside) {
        return placement.wayOut().stream()
                .filter(s ->
                        s != near
                                && (beside == null
                                        || ties.joinable(Optional.of(near), Optional.of(s))));
    }

    private Station stationOf(DeskOrder order) {
        return single()
                ? stations.getFirst()
                : near(order.beside(), order.desk(), order.kind())
                        .or(() -> placement.where(order.desk(), order.kind()))
                        .orElseGet(placement::emptiest);
    }

    @Override
    public void invite(GuestOrder order) {
        var beside = order.beside();
        var near = beside == null ? placement.emptiestOut() : hosting(beside);
        var station = out(order.line(), near, beside);
        where.learn(order.line(), station);
        station.ordered(true);
        station.switchboard().invite(order);
    }

    private Optional<Station> near(@Nullable LineId beside, Extension desk, DeskKind kind) {
        return Optional.ofNullable(beside)
                .map(this::hosting)
                .filter(station -> Placement.registered(station, desk, kind));
    }

    private Station hosting(LineId line) {
        return where.of(line)
                .orElseThrow(() -> new WireDown("No switchboard has the line to be rung beside"));
    }

    @Override
    public void join(LineId one, LineId other) {
        ties.join(one, other);
    }

    @Override
    public void gather(LineId patient, List<LineId> others) {
        ties.gather(patient, others);
    }

    @Override
    public void hold(LineId patient) {
        ties.forget(patient);
        at(patient, board -> board.hold(patient));
    }

    @Override
    public void await(LineId line, boolean ringing) {
        ties.forget(line);
        at(line, board -> board.await(line, ringing));
    }

    @Override
    public void listen(LineId listener, LineId other, boolean whisper) {
        ties.listen(listener, other, whisper);
    }

    @Override
    public void speak(LineId line, Locale language) {
        at(line, board -> board.speak(line, language));
    }

    @Override
    public void welcome(LineId caller, boolean record) {
        at(caller, board -> board.welcome(caller, record));
    }

    @Override
    public void refuse(LineId caller) {
        at(caller, board -> board.refuse(caller));
    }

    @Override
    public void dismiss(LineId patient, Farewell words) {
        at(patient, board -> board.dismiss(patient, words));
    }

    @Override
    public void beep(LineId line) {
        at(line, board -> board.beep(line));
    }

    @Override
    public void untape(LineId patient) {
        at(patient, board -> board.untape(patient));
    }

    @Override
    public void mute(LineId line, boolean on) {
        at(line, board -> board.mute(line, on));
    }

    @Override
    public boolean hush(LineId patient, boolean on) {
        return where.of(patient).filter(s -> s.switchboard().hush(patient, on)).isPresent();
    }

    @Override
    public void sendDigits(LineId line, String digits) {
        at(line, board -> board.sendDigits(line, digits));
    }

    /** A line that nobody knows may come into being a moment later, anywhere. */
    @Override
    public void hangUp(LineId line) {
        ties.forget(line);
        var known = where.known(line);
        if (known.isPresent()) {
            known.get().switchboard().hangUp(line);
        } else {
            stations.stream().filter(Station::up).forEach(s -> s.switchboard().hangUp(line));
        }
    }

    void tap(LineId line, int port, UUID id) {
        at(line, board -> board.tap(line, port, id));
    }

    private void at(LineId line, Consumer<AsteriskSwitchboard> order) {
        where.of(line).map(Station::switchboard).ifPresent(order);
    }

    @Override
    public List<LiveLine> liveLines() {
        return roll().lines();
    }

    @Override
    public Roll roll() {
        var lines = new ArrayList<LiveLine>();
        var silent = new HashSet<Station>();
        WireDown why = null;
        for (var station : stations) {
            try {
                // What a dead one had is over; an only one is waited for, its talks may go on.
                if (single() || !station.dead()) {
                    var here = station.switchboard().liveLines();
                    here.stream()
                            .filter(live -> !Ties.isOne(live.line()))
                            .forEach(live -> where.learn(live.line(), station));
                    lines.addAll(here);
                }
            } catch (WireDown down) {
                silent.add(station);
                why = down;
            }
        }
        if (why != null && silent.size() == stations.size()) {
            throw why;
        }
        return new Roll(
                single() ? lines : Ties.without(lines),
                line -> where.known(line).map(silent::contains).orElse(!silent.isEmpty()),
                line -> where.known(line).filter(placement::drains).isPresent());
    }

    @Override
    public Optional<LineEvent.Ended> memoryOf(LineId line) {
        return books(line).flatMap(b -> b.memoryOf(line).stream()).findFirst();
    }

    @Override
    public Optional<LineEvent.Answered> answerOf(LineId line) {
        return books(line).flatMap(b -> b.answerOf(line).stream()).findFirst();
    }

    @Override
    public List<LineEvent.Arrived> callersSince(Instant since) {
        var all = new ArrayList<LineEvent.Arrived>();
        for (var station : stations) {
            var here = station.switchboard().callersSince(since);
            here.forEach(came -> where.learn(came.line(), station));
            all.addAll(here);
        }
        return all;
    }

    @Override
    public Optional<Sound> soundOf(LineId line) {
        return books(line).flatMap(b -> b.soundOf(line).stream()).findFirst();
    }

    private Stream<AsteriskSwitchboard> books(LineId line) {
        return where.known(line).map(List::of).orElse(stations).stream().map(Station::switchboard);
    }

    @Override
    public long dropped() {
        return stations.stream().mapToLong(s -> s.switchboard().dropped()).sum();
    }

    @Override
    public DeskAccount account(Extension desk) {
        return placement.home(desk).switchboard().account(desk);
    }

    @Override
    public DeskAccount account(Extension desk, @Nullable LineId beside) {
        var there = beside == null ? null : where.of(beside).filter(Station::up).orElse(null);
        return there == null ? account(desk) : there.switchboard().account(desk);
    }

    @Override
    public boolean reachable(Extension desk, DeskKind kind) {
        return single()
                ? stations.getFirst().switchboard().reachable(desk, kind)
                : placement.where(desk, kind).isPresent();
    }

    @Override
    public boolean reachable(Extension desk, DeskKind kind, LineId beside) {
        var here = where.of(beside);
        return here.filter(s -> s.switchboard().reachable(desk, kind)).isPresent()
                || here.isPresent() && ties.joinable(here, placement.where(desk, kind));
    }

    @Override
    public boolean joinable(LineId one, LineId other) {
        return single() || ties.joinable(where.of(one), where.of(other));
    }

    @Override
    public boolean hasRoom() {
        return placement.hasRoom();
    }

    @Override
    public TrunkState trunk() {
        return stations.stream()
                .filter(Station::up)
                .map(placement::trunk)
                .reduce((one, other) -> one instanceof TrunkState.Up ? one : other)
                .orElseGet(TrunkState.Up::new);
    }

    @Override
    public TrunkState trunk(LineId beside) {
        var here = where.of(beside);
        if (here.isEmpty()) {
            return trunk();
        }
        var own = placement.trunk(here.get());
        return own instanceof TrunkState.Spent
                ? others(here.get(), beside)
                        .map(placement::trunk)
                        .filter(TrunkState.Up.class::isInstance)
                        .findFirst()
                        .orElse(own)
                : own;
    }

    @Override
    public Optional<Duration> trunkPatience() {
        return stations.stream()
                .filter(Station::up)
                .flatMap(s -> s.switchboard().trunkPatience().stream())
                .reduce((one, other) ->
                        one.isZero() || other.isZero()
                                ? Duration.ZERO
                                : one.compareTo(other) > 0 ? one : other);
    }

    @Override
    public List<Node> nodes() {
        return placement.nodes();
    }

    @Override
    public boolean drain(String node, boolean on) {
        return placement.drain(node, on);
    }
}
