package org.aftercall.telephony.asterisk;

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

/**
 * Reads of Asterisk's messages the few that speak of a line, and of these only what {@link
 * LineTracker} asks for.
 */
final class AmiEvents {
    /** An event of asterisk-java wants to know where it came from; nobody asks. */
    private static final Object WIRE = "AMI";

    private static final String EVENT = "Event: ";

    private AmiEvents() {}

    /**
     * @param message its lines, parted by CR LF, without the empty one at the end
     * @return null for what does not speak of a line
     */
    static @Nullable ManagerEvent read(String message) {
        if (!message.startsWith(EVENT)) {
            return null;
        }
        int end = message.indexOf('\r');
        var name = message.substring(EVENT.length(), end < 0 ? message.length() : end);
        ManagerEvent event = event(name, message);
        if (event != null) {
            event.setTimestamp(seconds(value(message, "Timestamp")));
        }
        return event;
    }

    private static @Nullable ManagerEvent event(String name, String message) {
        return switch (name) {
            case "DialBegin" -> {
                var dial = new DialBeginEvent(WIRE);
                dial.setDestUniqueId(value(message, "DestUniqueid"));
                yield dial;
            }
            case "DialState" -> {
                var dial = new DialStateEvent(WIRE);
                dial.setDestUniqueId(value(message, "DestUniqueid"));
                dial.setDialStatus(value(message, "DialStatus"));
                yield dial;
            }
            case "OriginateResponse" -> {
                var made = new OriginateResponseEvent(WIRE);
                made.setUniqueId(value(message, "Uniqueid"));
                made.setResponse(value(message, "Response"));
                yield made;
            }
            case "Newstate" -> channel(new NewStateEvent(WIRE), message);
            case "Hangup" -> {
                var hangup = channel(new HangupEvent(WIRE), message);
                hangup.setCause(number(value(message, "Cause")));
                yield hangup;
            }
            case "HangupRequest" -> channel(new HangupRequestEvent(WIRE), message);
            case "BridgeEnter" -> {
                var enter = new BridgeEnterEvent(WIRE);
                enter.setUniqueId(value(message, "Uniqueid"));
                enter.setChannel(value(message, "Channel"));
                enter.setBridgeUniqueId(value(message, "BridgeUniqueid"));
                enter.setBridgeTechnology(value(message, "BridgeTechnology"));
                yield enter;
            }
            case "Status" -> status(message);
            case "UserEvent" -> told(message);
            default -> null;
        };
    }

    private static <E extends AbstractChannelEvent> E channel(E event, String message) {
        event.setUniqueId(value(message, "Uniqueid"));
        event.setChannel(value(message, "Channel"));
        event.setChannelState(number(value(message, "ChannelState")));
        return event;
    }

    private static StatusEvent status(String message) {
        var status = new StatusEvent(WIRE);
        status.setUniqueId(value(message, "Uniqueid"));
        status.setChannel(value(message, "Channel"));
        status.setChannelState(number(value(message, "ChannelState")));
        status.setBridgeId(value(message, "BridgeID"));
        status.setCallerIdNum(value(message, "CallerIDNum"));
        return status;
    }

    /** A word of our own dialplan. */
    private static @Nullable UserEvent told(String message) {
        UserEvent event =
                switch (String.valueOf(value(message, "UserEvent"))) {
                    case "Arrived" -> new ArrivedEvent(WIRE, value(message, "From"));
                    case "Settled" -> new SettledEvent(WIRE);
                    case "Judged" ->
                            new JudgedEvent(
                                    WIRE, value(message, "Verdict"), value(message, "Cause"));
                    default -> null;
                };
        if (event != null) {
            event.setUniqueId(value(message, "Uniqueid"));
            event.setChannel(value(message, "Channel"));
        }
        return event;
    }

    /** What is not said, or said to be unknown, is null. */
    private static @Nullable String value(String message, String header) {
        int at = message.indexOf("\r\n" + header + ": ");
        if (at < 0) {
            return null;
        }
        int from = at + header.length() + 4;
        int to = message.indexOf('\r', from);
        var value = message.substring(from, to < 0 ? message.length() : to).strip();
        return value.isEmpty() || value.equals("<unknown>") ? null : value;
    }

    private static @Nullable Integer number(@Nullable String value) {
        try {
            return value == null ? null : Integer.valueOf(value);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Double seconds(@Nullable String value) {
        try {
            return value == null ? null : Double.valueOf(value);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
