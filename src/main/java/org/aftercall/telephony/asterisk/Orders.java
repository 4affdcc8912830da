package org.aftercall.telephony.asterisk;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aftercall.kernel.CallerId;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.DeskOrder;
import org.aftercall.telephony.DialOrder;
import org.aftercall.telephony.Farewell;
import org.aftercall.telephony.LineId;
import org.asteriskjava.manager.action.BridgeAction;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.MixMonitorMuteAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.action.PlayDtmfAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.action.StatusAction;
import org.asteriskjava.manager.action.StopMixMonitorAction;
import org.jspecify.annotations.Nullable;

/**
 * Words every order to Asterisk. The only place where AMI actions are made, so that no value gets
 * there but through {@link #plain}: asterisk-java would pass a line break on, and with it an action
 * of somebody else's making.
 */
final class Orders {
    /** No separators, no line breaks, no functions, no variables: nothing Asterisk would read. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9+*#-]{1,64}");

    private static final Pattern DIGITS = Pattern.compile("[0-9*#]{1,32}");

    /** Which the house's announcements are made in; whoever speaks another hears each of them. */
    private static final Set<String> SPOKEN = Set.of("zh", "en");

    /** Where a desk is that tries its own line. */
    static final String TEST = "test";

    private static final String DIALPLAN = "from-aftercall";
    private static final int NORMAL_CLEARING = 16;
    private static final int USER_BUSY = 17;
    private static final int DIGIT_MILLIS = 100;
    private static final Duration TO_A_NODE = Duration.ofSeconds(5);

    private Orders() {}

    static String plain(String value) {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a value that may be sent to Asterisk");
        }
        return value;
    }

    static String digits(String value) {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("Digits are 1 to 32 of 0-9 * #");
        }
        return value;
    }

    static String endpoint(Extension desk, DeskKind kind) {
        return switch (kind) {
            case BROWSER -> "b" + plain(desk.digits());
            case PHONE -> "p" + plain(desk.digits());
        };
    }

    /**
     * @param usual the number shown where the order names none
     */
    static OriginateAction dial(DialOrder order, @Nullable CallerId usual) {
        var shown = order.shown();
        var dial =
                outside(
                        order.line(),
                        order.to(),
                        (order.record() ? "taped" : "untaped") + (order.detect() ? "-heard" : ""),
                        order.ringFor(),
                        shown == null ? usual : shown);
        if (order.language() != null) {
            dial.setVariable("TONGUE", tongue(order.language()));
        }
        return dial;
    }

    static SetVarAction speak(LineId line, Locale language) {
        return new SetVarAction(channel(line), "TONGUE", tongue(language));
    }

    /** How the names of announcements in this language end. */
    private static String tongue(Locale language) {
        return SPOKEN.contains(language.getLanguage()) ? "-" + language.getLanguage() : "";
    }

    static OriginateAction invite(
            LineId line, PhoneNumber to, Duration ringFor, @Nullable CallerId usual) {
        return outside(line, to, "quiet", ringFor, usual);
    }

    private static OriginateAction outside(
            LineId line, PhoneNumber to, String entry, Duration ringFor, @Nullable CallerId shown) {
        var order = originate(line, "PJSIP/" + plain(to.digits()) + "@carrier", entry, ringFor);
        if (shown != null) {
            order.setCallerId(plain(shown.digits()));
        }
        return order;
    }

    static OriginateAction ring(
            LineId line, Extension desk, DeskKind kind, Duration ringFor, boolean ringing) {
        return originate(
                line, "PJSIP/" + endpoint(desk, kind), ringing ? "desk" : "quiet", ringFor);
    }

    static OriginateAction test(DeskOrder order, Locale language) {
        var ring =
                originate(
                        order.line(),
                        "PJSIP/" + endpoint(order.desk(), order.kind()),
                        TEST,
                        order.ringFor());
        ring.setVariable("TONGUE", tongue(language));
        return ring;
    }

    /** A leg to the node where the line lives; there it is bridged to the line. */
    static OriginateAction tie(LineId tie, LineId line, String node) {
        return originate(
                tie, "PJSIP/" + plain(channel(line)) + "@" + trunk(node), "quiet", TO_A_NODE);
    }

    static GetVarAction stateOf(String node) {
        return new GetVarAction("DEVICE_STATE(PJSIP/" + trunk(node) + ")");
    }

    private static String trunk(String node) {
        return "node-" + plain(node);
    }

    /** Half of it plays the tone, the other half brings it to both sides of the line. */
    static OriginateAction beep(LineId line) {
        var order = new OriginateAction();
        order.setChannel("Local/tone@" + DIALPLAN + "/n");
        order.setContext(DIALPLAN);
        order.setExten("announce");
        order.setPriority(1);
        order.setTimeout(5_000L);
        order.setAsync(true);
        order.setVariable("TO", channel(line));
        return order;
    }

    /** Asterisk connects to us at this port, and sends what the line's person says. */
    static OriginateAction tap(LineId line, int port, UUID id) {
        var order = new OriginateAction();
        order.setChannel("AudioSocket/127.0.0.1:" + port + "/" + id + "/c(slin)");
        order.setContext(DIALPLAN);
        order.setExten("tap");
        order.setPriority(1);
        order.setTimeout(5_000L);
        order.setAsync(true);
        order.setVariable("TO", channel(line));
        return order;
    }

    private static OriginateAction originate(
            LineId line, String channel, String entry, Duration ringFor) {
        var order = new OriginateAction();
        order.setChannel(channel);
        order.setChannelId(channel(line));
        order.setContext(DIALPLAN);
        order.setExten(entry);
        order.setPriority(1);
        order.setTimeout(Math.clamp(ringFor.toMillis(), 1_000L, 600_000L));
        order.setAsync(true);
        return order;
    }

    static BridgeAction join(LineId one, LineId other) {
        return new BridgeAction(channel(one), channel(other), false);
    }

    static RedirectAction hold(LineId line) {
        return redirect(line, "hold");
    }

    static RedirectAction welcome(LineId line, boolean record) {
        return redirect(line, record ? "welcome-taped" : "welcome");
    }

    static HangupAction refuse(LineId line) {
        return new HangupAction(channel(line), USER_BUSY);
    }

    static RedirectAction dismiss(LineId line, Farewell words) {
        return redirect(line, place(words));
    }

    static boolean isFarewell(String place) {
        return Arrays.stream(Farewell.values()).map(Orders::place).anyMatch(place::equals);
    }

    private static String place(Farewell words) {
        return switch (words) {
            case SORRY -> "sorry";
            case CLOSED -> "closed";
            case BUSY -> "busy";
        };
    }

    static RedirectAction await(LineId line, boolean ringing) {
        return redirect(line, ringing ? "desk" : "quiet");
    }

    /** Both leave where they are in one step, so that neither finds himself alone. */
    static RedirectAction part(LineId patient, LineId other) {
        return both(patient, "hold", other, "quiet");
    }

    static RedirectAction gather(LineId patient, LineId other) {
        return both(patient, room(patient), other, "guest" + name(patient));
    }

    static RedirectAction enter(LineId patient) {
        return redirect(patient, room(patient));
    }

    static RedirectAction enter(LineId patient, LineId guest) {
        return redirect(guest, "guest" + name(patient));
    }

    /** The name of the room of a patient: where whoever talks with him and others is. */
    static String room(LineId patient) {
        return "room" + name(patient);
    }

    static boolean inRoom(LineId patient, String place) {
        return place.equals(room(patient)) || place.equals("guest" + name(patient));
    }

    private static String name(LineId patient) {
        return plain(channel(patient).replaceAll("[-.]", ""));
    }

    static GetVarAction placeOf(LineId line) {
        return new GetVarAction(channel(line), "CHANNEL(exten)");
    }

    static GetVarAction stateOf(LineId line) {
        return new GetVarAction(channel(line), "CHANNEL(state)");
    }

    static SetVarAction listenTo(LineId listener, LineId other) {
        return new SetVarAction(channel(listener), "TO", channel(other));
    }

    static RedirectAction listen(LineId listener, boolean whisper) {
        return redirect(listener, whisper ? "whisper" : "listen");
    }

    private static RedirectAction redirect(LineId line, String entry) {
        return new RedirectAction(channel(line), DIALPLAN, plain(entry), 1);
    }

    private static RedirectAction both(LineId one, String entry, LineId other, String otherEntry) {
        return new RedirectAction(
                channel(one),
                channel(other),
                DIALPLAN,
                plain(entry),
                1,
                DIALPLAN,
                plain(otherEntry),
                1);
    }

    static StopMixMonitorAction untape(LineId patient) {
        return new StopMixMonitorAction(channel(patient));
    }

    static SetVarAction mute(LineId line, boolean on) {
        return new SetVarAction(channel(line), "MUTEAUDIO(in)", on ? "on" : "off");
    }

    static MixMonitorMuteAction hush(LineId patient, boolean on) {
        return new MixMonitorMuteAction(channel(patient), "both", on ? 1 : 0);
    }

    static PlayDtmfAction digit(LineId line, char digit) {
        var order = new PlayDtmfAction(channel(line), digits(String.valueOf(digit)));
        order.setDuration(DIGIT_MILLIS);
        return order;
    }

    static HangupAction hangUp(LineId line) {
        return new HangupAction(channel(line), NORMAL_CLEARING);
    }

    static GetVarAction stateOf(Extension desk, DeskKind kind) {
        return new GetVarAction("DEVICE_STATE(PJSIP/" + endpoint(desk, kind) + ")");
    }

    /**
     * At which addresses it could be rung: those that registered and, if they are asked, answer.
     */
    static GetVarAction contactsOf(Extension desk, DeskKind kind) {
        return new GetVarAction("PJSIP_DIAL_CONTACTS(" + endpoint(desk, kind) + ")");
    }

    static GetVarAction stateOfTrunk() {
        return new GetVarAction("DEVICE_STATE(PJSIP/carrier)");
    }

    static GetVarAction patienceOfTrunk() {
        return new GetVarAction("PJSIP_ENDPOINT(carrier,rtp_timeout)");
    }

    static ShowRegistrationsAction registrations() {
        return new ShowRegistrationsAction();
    }

    static StatusAction status() {
        return new StatusAction();
    }

    static CoreSettingsAction version() {
        return new CoreSettingsAction();
    }

    static PingAction ping() {
        return new PingAction();
    }

    /** Asterisk finds a channel by its unique id as well as by its name. */
    private static String channel(LineId line) {
        return Channels.uniqueId(line);
    }
}
