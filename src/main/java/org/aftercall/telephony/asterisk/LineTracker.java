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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.aftercall.telephony.LineEvent;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.LineResult;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.DialBeginEvent;
import org.asteriskjava.manager.event.DialStateEvent;
import org.asteriskjava.manager.event.HangupEvent;
import org.asteriskjava.manager.event.HangupRequestEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.NewStateEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.event.StatusEvent;
import org.jspecify.annotations.Nullable;

/** Translates Asterisk's events into ours, in order, on one thread. */
final class LineTracker {
    /** A channel that was never made tells of its failure only by {@code OriginateResponse}. */
    static final Duration GRACE = Duration.ofMillis(800);

    private static final Pattern OURS =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final int RINGING = 5;
    private static final int UP = 6;

    private final Consumer<LineEvent> out;
    private final Predicate<LineId> cancelled;
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
        boolean byThem;
        boolean joined;
        @Nullable String bridge;
    }

    /**
     * @param cancelled whether we hung the line up ourselves
     */
    LineTracker(Consumer<LineEvent> out, Predicate<LineId> cancelled) {
        this.out = out;
        this.cancelled = cancelled;
    }

    /** Ours are the channels whose unique id we chose; Asterisk's own look different. */
    static Optional<LineId> ours(@Nullable String uniqueId) {
        return uniqueId != null && OURS.matcher(uniqueId).matches()
                ? Optional.of(new LineId(UUID.fromString(uniqueId)))
                : Optional.empty();
    }

    /** The line an event speaks of, if it is one of ours. */
    static Optional<LineId> lineOf(ManagerEvent event) {
        return ours(
                switch (event) {
                    case DialBeginEvent e -> e.getDestUniqueId();
                    case DialStateEvent e -> e.getDestUniqueId();
                    case NewStateEvent e -> e.getUniqueId();
                    case BridgeEnterEvent e -> e.getUniqueId();
                    case HangupRequestEvent e -> e.getUniqueId();
                    case HangupEvent e -> e.getUniqueId();
                    case OriginateResponseEvent e -> e.getUniqueId();
                    case StatusEvent e -> e.getUniqueId();
                    default -> null;
                });
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
        State state = lines.computeIfAbsent(line, _ -> new State());
        switch (event) {
            case DialStateEvent e -> {
                if ("RINGING".equals(e.getDialStatus()) || "PROGRESS".equals(e.getDialStatus())) {
                    rings(line, state, at);
                }
            }
            case NewStateEvent e -> channelState(line, state, e.getChannelState(), at);
            case StatusEvent e -> {
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
            out.accept(new LineEvent.Answered(line, at));
        }
    }

    private void rings(LineId line, State state, Instant at) {
        if (!state.rang) {
            state.rang = true;
            out.accept(new LineEvent.Ringing(line, at));
        }
    }

    private void enters(LineId line, State state, BridgeEnterEvent event, Instant at) {
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
        buried.add(line);
        int cause = event.getCause() == null ? 0 : event.getCause();
        // The network's echo of our own hang-up looks like the network's.
        boolean byThem = state.byThem && !cancelled.test(line);
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
