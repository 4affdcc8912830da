package org.aftercall.telephony;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** A switchboard without wires: keeps the orders it got, and tells what a test lets happen. */
public final class FakeSwitchboard implements Switchboard {
    /** Whose tapes are silent, or were and are not any more. */
    public final Map<LineId, Boolean> hushed = new ConcurrentHashMap<>();

    public final List<DialOrder> dialed = new CopyOnWriteArrayList<>();
    public final List<DeskOrder> rung = new CopyOnWriteArrayList<>();
    public final List<LineId> hungUp = new CopyOnWriteArrayList<>();
    public final List<String> joined = new CopyOnWriteArrayList<>();
    public final List<DeskOrder> tested = new CopyOnWriteArrayList<>();
    public final List<GuestOrder> invited = new CopyOnWriteArrayList<>();
    public final List<List<LineId>> gathered = new CopyOnWriteArrayList<>();
    public final List<LineId> held = new CopyOnWriteArrayList<>();
    public final List<LineId> awaiting = new CopyOnWriteArrayList<>();
    public final List<String> listening = new CopyOnWriteArrayList<>();
    public final List<LineId> beeped = new CopyOnWriteArrayList<>();
    public final Map<LineId, String> spoken = new ConcurrentHashMap<>();
    public final Map<LineId, Boolean> welcomed = new ConcurrentHashMap<>();
    public final List<LineId> untaped = new CopyOnWriteArrayList<>();
    public final List<LineId> refused = new CopyOnWriteArrayList<>();
    public final List<LineId> dismissed = new CopyOnWriteArrayList<>();
    public final List<Farewell> farewells = new CopyOnWriteArrayList<>();
    public final Map<LineId, Sound> sounds = new ConcurrentHashMap<>();
    public final Map<LineId, LiveLine> live = new ConcurrentHashMap<>();
    public final List<LineEvent.Arrived> came = new CopyOnWriteArrayList<>();

    /** Whether each drains. */
    public final Map<String, Boolean> nodes = new ConcurrentSkipListMap<>();

    public final Map<LineId, LineEvent.Ended> books = new ConcurrentHashMap<>();
    public final Map<LineId, Instant> answers = new ConcurrentHashMap<>();
    public volatile WireState state = new WireState.Up("fake");
    public final AtomicInteger trunkAsked = new AtomicInteger();
    public volatile TrunkState trunk = new TrunkState.Up();
    public volatile @Nullable Registration account;
    public volatile boolean reachable = true;

    /** Does not obey when a tape is to be silent, or no longer. */
    public volatile boolean deaf;

    /** Breaks when it is asked for a desk. */
    public volatile boolean silent;

    private final Clock clock;

    public FakeSwitchboard(Clock clock) {
        this.clock = clock;
    }

    public LineEvent ringing(LineId line) {
        return new LineEvent.Ringing(line, clock.instant());
    }

    public LineEvent answered(LineId line) {
        live.put(line, new LiveLine(line, true, Set.of()));
        return new LineEvent.Answered(line, clock.instant());
    }

    public LineEvent ended(LineId line, LineResult result, int q850) {
        live.remove(line);
        return new LineEvent.Ended(line, clock.instant(), result, false, q850);
    }

    @Override
    public WireState state() {
        return state;
    }

    @Override
    public void dial(DialOrder order) {
        up();
        dialed.add(order);
        live.put(order.line(), new LiveLine(order.line(), false, Set.of()));
    }

    @Override
    public void ring(DeskOrder order) {
        up();
        rung.add(order);
        live.put(order.line(), new LiveLine(order.line(), false, Set.of()));
    }

    @Override
    public void test(DeskOrder order, Locale language) {
        up();
        tested.add(order);
    }

    @Override
    public void invite(GuestOrder order) {
        up();
        invited.add(order);
        live.put(order.line(), new LiveLine(order.line(), false, Set.of()));
    }

    @Override
    public void join(LineId patient, LineId desk) {
        up();
        joined.add(patient.value() + "+" + desk.value());
        together(List.of(patient, desk));
    }

    @Override
    public void gather(LineId patient, List<LineId> others) {
        up();
        var all = Stream.concat(Stream.of(patient), others.stream()).toList();
        gathered.add(all);
        together(all);
    }

    @Override
    public void await(LineId line, boolean ringing) {
        up();
        awaiting.add(line);
        apart(line);
    }

    @Override
    public void listen(LineId listener, LineId other, boolean whisper) {
        up();
        listening.add(listener.value() + (whisper ? ">" : "<") + other.value());
    }

    @Override
    public void speak(LineId line, Locale language) {
        up();
        spoken.put(line, language.getLanguage());
    }

    @Override
    public void welcome(LineId caller, boolean record) {
        up();
        welcomed.put(caller, record);
    }

    @Override
    public void refuse(LineId caller) {
        up();
        refused.add(caller);
    }

    /** Somebody calls in; his number is hidden when there is none. */
    public LineEvent arrives(LineId line, @Nullable PhoneNumber from) {
        live.put(line, new LiveLine(line, false, Set.of()));
        return new LineEvent.Arrived(line, clock.instant(), from);
    }

    public LineEvent judged(LineId line, Verdict verdict) {
        return new LineEvent.Judged(line, clock.instant(), verdict);
    }

    @Override
    public void dismiss(LineId patient, Farewell words) {
        up();
        dismissed.add(patient);
        farewells.add(words);
    }

    @Override
    public void beep(LineId line) {
        up();
        beeped.add(line);
    }

    @Override
    public void hold(LineId patient) {
        up();
        held.add(patient);
        apart(patient);
    }

    @Override
    public void untape(LineId patient) {
        up();
        untaped.add(patient);
    }

    @Override
    public void mute(LineId line, boolean on) {
        up();
    }

    @Override
    public boolean hush(LineId patient, boolean on) {
        up();
        if (deaf) {
            return false;
        }
        hushed.put(patient, on);
        return true;
    }

    @Override
    public void sendDigits(LineId line, String digits) {
        up();
    }

    @Override
    public void hangUp(LineId line) {
        up();
        hungUp.add(line);
        apart(line);
    }

    @Override
    public List<LiveLine> liveLines() {
        up();
        return List.copyOf(live.values());
    }

    @Override
    public Optional<LineEvent.Ended> memoryOf(LineId line) {
        return Optional.ofNullable(books.get(line));
    }

    @Override
    public Optional<LineEvent.Answered> answerOf(LineId line) {
        return Optional.ofNullable(answers.get(line)).map(at -> new LineEvent.Answered(line, at));
    }

    @Override
    public List<LineEvent.Arrived> callersSince(Instant since) {
        return came.stream().filter(caller -> !caller.at().isBefore(since)).toList();
    }

    @Override
    public Optional<Sound> soundOf(LineId line) {
        return Optional.ofNullable(sounds.get(line));
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public DeskAccount account(Extension desk) {
        return new DeskAccount(URI.create("ws://127.0.0.1/ws"), "sip:x", "x", "x");
    }

    @Override
    public TrunkState trunk() {
        trunkAsked.incrementAndGet();
        return trunk;
    }

    @Override
    public boolean reachable(Extension desk, DeskKind kind) {
        if (silent) {
            throw new WireDown("silent");
        }
        return reachable;
    }

    @Override
    public List<Node> nodes() {
        return nodes.entrySet().stream()
                .map(n ->
                        new Node(
                                n.getKey(),
                                n.getValue() ? Node.State.DRAINING : Node.State.UP,
                                0,
                                250,
                                clock.instant(),
                                trunk,
                                account))
                .toList();
    }

    @Override
    public boolean drain(String node, boolean on) {
        return nodes.computeIfPresent(node, (_, _) -> on) != null;
    }

    private void together(List<LineId> all) {
        all.forEach(this::apart);
        for (var line : all) {
            var others = all.stream().filter(o -> !o.equals(line)).collect(Collectors.toSet());
            live.put(line, new LiveLine(line, true, others));
        }
    }

    private void apart(LineId line) {
        live.replaceAll((id, was) ->
                new LiveLine(
                        id,
                        was.answered(),
                        id.equals(line)
                                ? Set.of()
                                : was.joinedWith().stream()
                                        .filter(o -> !o.equals(line))
                                        .collect(Collectors.toSet())));
    }

    private void up() {
        if (state instanceof WireState.Down(var why)) {
            throw new WireDown(why);
        }
    }
}
