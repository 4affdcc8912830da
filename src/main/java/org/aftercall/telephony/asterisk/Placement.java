package org.aftercall.telephony.asterisk;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Node;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireDown;
import org.jspecify.annotations.Nullable;

/** Which nodes take new lines, and which of them takes this one. */
final class Placement {
    private final List<Station> stations;
    private final @Nullable Drained drained;
    private final @Nullable TrunkBudgets budgets;

    /**
     * @param drained null where there is no database, and nothing is ever drained
     * @param budgets null where there is no database, and no trunk has one of its own
     */
    Placement(List<Station> stations, @Nullable Drained drained, @Nullable TrunkBudgets budgets) {
        this.stations = stations;
        this.drained = drained;
        this.budgets = budgets;
    }

    boolean drains(Station station) {
        return drainedSince(station).isPresent();
    }

    private Optional<Instant> drainedSince(Station station) {
        return drained == null ? Optional.empty() : drained.since(station.name());
    }

    boolean drain(String name, boolean on) {
        if (drained == null || stations.stream().noneMatch(s -> s.name().equals(name))) {
            return false;
        }
        drained.drain(name, on);
        return true;
    }

    List<Node> nodes() {
        return stations.stream().map(this::node).toList();
    }

    private Node node(Station station) {
        var drain = drainedSince(station);
        var state =
                !station.up()
                        ? Node.State.DOWN
                        : drain.isPresent() ? Node.State.DRAINING : Node.State.UP;
        var since =
                state == Node.State.DRAINING
                        ? drain.filter(station.since()::isBefore).orElse(station.since())
                        : station.since();
        var outside = station.outside();
        return new Node(
                station.name(),
                state,
                station.calls(),
                station.capacity(),
                since,
                trunk(station),
                outside.account().orElse(null));
    }

    boolean open(Station station) {
        return station.up() && !drains(station);
    }

    boolean hasRoom() {
        return stations.stream().anyMatch(s -> open(s) && s.room() > 0 && hasTurn(s));
    }

    /** Down, too, when its node's budget of the day is spent. */
    TrunkState trunk(Station station) {
        var state = station.trunk();
        return budgets == null || !(state instanceof TrunkState.Up)
                ? state
                : budgets.state(station.name());
    }

    /** Counts one more line over its trunk; false when that is too many. */
    boolean takes(Station station, LineId line) {
        return budgets == null || budgets.take(station.name(), line);
    }

    private boolean spent(Station station) {
        return budgets != null && !(budgets.state(station.name()) instanceof TrunkState.Up);
    }

    private boolean hasTurn(Station station) {
        return budgets == null || budgets.hasTurn(station.name());
    }

    /** The healthy node with the most room; a full one only when all are. */
    Station emptiest() {
        return first(opens());
    }

    /** The same for a line that goes out: one whose trunk is down only when all are. */
    Station emptiestOut() {
        return first(wayOut());
    }

    private static Station first(List<Station> all) {
        return all.stream()
                .findFirst()
                .orElseThrow(() -> new WireDown("No switchboard is up and not drained"));
    }

    /** For a patient for whom any nurse will do: where most of them sit without a call. */
    Station mostReady() {
        return wayOut().stream()
                .filter(s -> s.room() > 0)
                .max(Comparator.comparing(Station::idle))
                .filter(s -> s.idle() > 0)
                .orElseGet(this::emptiestOut);
    }

    /** The open nodes whose trunk is up and has its turn; all that are open when there is none. */
    List<Station> wayOut() {
        var open = opens();
        var out =
                open.stream().filter(s -> trunk(s) instanceof TrunkState.Up && hasTurn(s)).toList();
        return open.size() < 2 || out.isEmpty() ? open : out;
    }

    private List<Station> opens() {
        var open = stations.stream().filter(this::open).toList();
        return open.size() < 2
                ? open
                : open.stream()
                        .sorted(
                                Comparator.comparing((Station s) -> !spent(s))
                                        .thenComparing(Station::room)
                                        .reversed())
                        .toList();
    }

    /** Of the open nodes where the desk is registered, the one with the most room. */
    Optional<Station> where(Extension desk, DeskKind kind) {
        return opens().stream().filter(s -> registered(s, desk, kind)).findFirst();
    }

    static boolean registered(Station station, Extension desk, DeskKind kind) {
        try {
            return station.switchboard().reachable(desk, kind);
        } catch (WireDown _) {
            return false;
        }
    }

    /**
     * Where a desk's browser is to register: always the same while that is open and has room, and
     * spread over the nodes as their capacities are (weighted rendezvous hashing), since a
     * morning's sign-ins come before any call.
     */
    Station home(Extension desk) {
        return stations.stream()
                .filter(this::open)
                .filter(s -> s.room() > 0)
                .max(Comparator.comparing(s -> pull(s, desk)))
                .or(() -> stations.stream().filter(this::open).findFirst())
                .or(() -> stations.stream().filter(Station::up).findFirst())
                .orElse(stations.getFirst());
    }

    private static double pull(Station station, Extension desk) {
        long mixed = (station.name() + "/" + desk.digits()).hashCode() * 0x9E3779B97F4A7C15L;
        double dice = ((mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L >>> 11) * 0x1.0p-53;
        return -station.capacity() / Math.log(Math.max(dice, 1e-12));
    }
}
