package org.aftercall.telephony.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.aftercall.telephony.Verdict;
import org.asteriskjava.manager.event.AbstractChannelEvent;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.DialBeginEvent;
import org.asteriskjava.manager.event.DialStateEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.HangupRequestEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewStateEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.StatusEvent;
import org.asteriskjava.manager.event.UserEvent;
import org.jspecify.annotations.Nullable;

/** Translates Asterisk's events into ours, in order, on one thread. */
final class LineTracker {
    /** A channel that was never made tells of its failure only by {@code OriginateResponse}. */
    static final Duration GRACE = Duration.ofMillis(800);

    private static final int RING = 4;
    private static final int RINGING = 5;
    private static final int UP = 6;

    private final Consumer<LineEvent> out;
    private final House house;
    private final Map<LineId, State> lines = new HashMap<>();
    private final Map<LineId, Instant> stillborn = new HashMap<>();

    /** {@code OriginateResponse} may come before the hang-up or after it. */
    private final Set<LineId> buried = Collections.newSetFromMap(new Recent());

    private static final class Recent extends LinkedHashMap<LineId, Boolean> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LineId, Boolean> eldest) {
            return size() > 2_000;
        }
    }

    private static final class State {
        boolean rang;
        boolean answered;

        /** When it picked up, until it is settled. */
        @Nullable Instant pickedUp;

        boolean byThem;
        boolean joined;
        @Nullable String bridge;
    }

    /**
     * What there is to know of us.
     *
     * @param cancelled whether we hung the line up ourselves
     * @param home our country's prefix
     */
    record House(Predicate<LineId> cancelled, String home) {}

    LineTracker(Consumer<LineEvent> out, House house) {
        this.out = out;
        this.house = house;
    }

    /** The line an event speaks of, if it is one of ours. */
    static Optional<LineId> lineOf(ManagerEvent event) {
        return switch (event) {
            case DialBeginEvent e -> Channels.line(e.getDestUniqueId(), null);
            case DialStateEvent e -> Channels.line(e.getDestUniqueId(), null);
            case OriginateResponseEvent e -> Channels.line(e.getUniqueId(), null);
            case AbstractChannelEvent e -> Channels.line(e.getUniqueId(), e.getChannel());
            case BridgeEnterEvent e -> Channels.line(e.getUniqueId(), e.getChannel());
            case StatusEvent e -> Channels.line(e.getUniqueId(), e.getChannel());
            case UserEvent e -> Channels.line(e.getUniqueId(), e.getChannel());
            default -> Optional.empty();
        };
    }

    /** After a gap nothing we knew is certain; Status tells it anew. */
    void forget() {
        lines.clear();
        stillborn.clear();
    }

    boolean waiting() {
        return !stillborn.isEmpty();
    }

    void on(ManagerEvent event, Instant at) {
        lineOf(event).ifPresent(line -> on(line, event, at));
    }

    private void on(LineId line, ManagerEvent event, Instant at) {
        switch (event) {
            case OriginateResponseEvent e -> {
                if (!e.isSuccess() && !lines.containsKey(line) && !buried.contains(line)) {
                    stillborn.putIfAbsent(line, at.plus(GRACE));
                }
            }
            case HangupEvent e -> ended(line, e, at);
            default -> alive(line, event, at);
        }
    }

    private void alive(LineId line, ManagerEvent event, Instant at) {
        stillborn.remove(line);
        boolean known = lines.containsKey(line);
        State state = lines.computeIfAbsent(line, _ -> new State());
        switch (event) {
            case ArrivedEvent e -> arrived(line, state, e.from(), at);
            case SettledEvent _ -> settled(line, state);
            case JudgedEvent e -> out.accept(new LineEvent.Judged(line, at, verdict(e)));
            case DialStateEvent e -> {
                if ("RINGING".equals(e.getDialStatus()) || "PROGRESS".equals(e.getDialStatus())) {
                    rings(line, state, at);
                }
            }
            case NewStateEvent e -> channelState(line, state, e.getChannelState(), at);
            case StatusEvent e -> {
                if (!known && Channels.cameIn(line) && isRinging(e)) {
                    // He came while we were away.
                    arrived(line, state, e.getCallerIdNum(), at);
                }
                // Told on being asked, so known to whoever asked: no events of it.
                state.rang |= isAtLeast(e.getChannelState(), RINGING);
                state.answered |= isAtLeast(e.getChannelState(), UP);
                state.bridge = e.getBridgeId();
                partners(line, state)
                        .forEach(other -> state.joined = other.getValue().joined = true);
            }
            case HangupRequestEvent _ -> state.byThem = true;
            case BridgeEnterEvent e -> enters(line, state, e, at);
            default -> {}
        }
    }

    private void channelState(LineId line, State state, @Nullable Integer channel, Instant at) {
        if (channel != null && channel == RINGING) {
            rings(line, state, at);
        } else if (channel != null && channel == UP && !state.answered) {
            state.answered = true;
            state.rang = true;
            state.pickedUp = at;
        }
    }

    /**
     * Told only now: who is bridged sooner is torn out of the dialplan before his tape runs, which
     * a machine that is out of breath makes likely.
     */
    private void settled(LineId line, State state) {
        if (state.pickedUp != null) {
            out.accept(new LineEvent.Answered(line, state.pickedUp));
            state.pickedUp = null;
        }
    }

    private void arrived(LineId line, State state, @Nullable String from, Instant at) {
        // It is our bell that rings.
        state.rang = true;
        out.accept(
                new LineEvent.Arrived(line, at, Callers.number(from, house.home()).orElse(null)));
    }

    private static boolean isRinging(StatusEvent event) {
        Integer state = event.getChannelState();
        return state != null && state == RING;
    }

    /** What is not known for a machine is for a nurse, and so is who says nothing at all. */
    private static Verdict verdict(JudgedEvent event) {
        var silent = String.valueOf(event.cause()).startsWith("INITIALSILENCE");
        return switch (String.valueOf(event.verdict())) {
            case "MACHINE" -> silent ? Verdict.NOT_SURE : Verdict.MACHINE;
            case "HUMAN" -> Verdict.HUMAN;
            default -> Verdict.NOT_SURE;
        };
    }

    private void rings(LineId line, State state, Instant at) {
        if (!state.rang) {
            state.rang = true;
            out.accept(new LineEvent.Ringing(line, at));
        }
    }

    private void enters(LineId line, State state, BridgeEnterEvent event, Instant at) {
        settled(line, state);
        if ("holding_bridge".equals(event.getBridgeTechnology())) {
            state.bridge = null;
            if (state.joined) {
                state.joined = false;
                out.accept(new LineEvent.Parted(line, at));
            }
            return;
        }
        state.bridge = event.getBridgeUniqueId();
        for (var other : partners(line, state)) {
            state.joined = other.getValue().joined = true;
            out.accept(new LineEvent.Joined(line, other.getKey(), at));
            out.accept(new LineEvent.Joined(other.getKey(), line, at));
        }
    }

    private List<Map.Entry<LineId, State>> partners(LineId line, State state) {
        return lines.entrySet().stream()
                .filter(other -> !other.getKey().equals(line))
                .filter(other -> state.bridge != null)
                .filter(other -> Objects.equals(state.bridge, other.getValue().bridge))
                .toList();
    }

    private void ended(LineId line, HangupEvent event, Instant at) {
        stillborn.remove(line);
        State removed = lines.remove(line);
        State state = removed == null ? new State() : removed;
        // The event knows how far the line had come, even when we had missed it.
        state.rang |= isAtLeast(event.getChannelState(), RINGING);
        state.answered |= isAtLeast(event.getChannelState(), UP);
        settled(line, state);
        buried.add(line);
        int cause = event.getCause() == null ? 0 : event.getCause();
        // The network's echo of our own hang-up looks like the network's.
        boolean byThem = state.byThem && !house.cancelled().test(line);
        LineResult result = Causes.result(cause, state.answered, state.rang, byThem);
        out.accept(new LineEvent.Ended(line, at, result, state.rang, cause));
    }

    /** Ends the lines that Asterisk could not even begin. */
    void bury(Instant now) {
        var dead = new ArrayList<LineId>();
        stillborn.forEach((line, deadline) -> {
            if (!now.isBefore(deadline)) {
                dead.add(line);
            }
        });
        for (LineId line : dead) {
            stillborn.remove(line);
            out.accept(new LineEvent.Ended(line, now, LineResult.TECHNICAL, false, 0));
        }
    }

    private static boolean isAtLeast(@Nullable Integer channel, int state) {
        return channel != null && channel >= state && channel <= UP;
    }
}
