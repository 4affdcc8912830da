package org.aftercall.telephony.asterisk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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
import org.aftercall.telephony.Registration;
import org.aftercall.telephony.Sound;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.TrunkState;
import org.aftercall.telephony.WireDown;
import org.aftercall.telephony.WireState;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The switchboard that is one Asterisk, spoken to over AMI. */
final class AsteriskSwitchboard implements Switchboard {
    private static final Logger log = LoggerFactory.getLogger(AsteriskSwitchboard.class);

    private final TelephonySettings settings;
    private final Books books;
    private final Corridor corridor;
    private final Ami ami;
    private final Keypad keypad = new Keypad(this::send);

    private final Cancellations cancellations;
    private final Rooms rooms;
    private final StatusList status;
    private final DeviceStates devices;
    private final Account account;

    AsteriskSwitchboard(TelephonySettings settings, Iterable<LineListener> ears, Clock clock) {
        this.settings = settings;
        this.cancellations = new Cancellations(clock);
        this.books = new Books(settings.books());
        this.corridor =
                new Corridor(
                        ears,
                        this::seen,
                        new LineTracker.House(cancellations::contains, settings.home()),
                        settings.eventRoom(),
                        clock);
        this.ami = new Ami(settings, corridor::heard, corridor::wire);
        this.rooms = new Rooms(this::ask);
        this.status = new StatusList(ami);
        this.devices = new DeviceStates(ami);
        this.account = new Account(ami, new RegistrarLog(settings.log()), clock);
    }

    void start() {
        corridor.start();
        ami.start();
    }

    void stop() {
        ami.close();
        corridor.close();
        keypad.close();
    }

    @Override
    public WireState state() {
        return ami.state();
    }

    @Override
    public void dial(DialOrder order) {
        cancellations.forget(order.line());
        send(Orders.dial(order, settings.callerId()));
    }

    @Override
    public void ring(DeskOrder order) {
        cancellations.forget(order.line());
        send(
                Orders.ring(
                        order.line(),
                        order.desk(),
                        order.kind(),
                        order.ringFor(),
                        order.ringing()));
    }

    @Override
    public void test(DeskOrder order, Locale language) {
        cancellations.forget(order.line());
        send(Orders.test(order, language));
    }

    @Override
    public void invite(GuestOrder order) {
        cancellations.forget(order.line());
        send(Orders.invite(order.line(), order.to(), order.ringFor(), settings.callerId()));
    }

    @Override
    public void join(LineId one, LineId other) {
        rooms.join(one, other);
    }

    @Override
    public void gather(LineId patient, List<LineId> others) {
        rooms.gather(patient, others);
    }

    @Override
    public void await(LineId line, boolean ringing) {
        send(Orders.await(line, ringing));
    }

    @Override
    public void listen(LineId listener, LineId other, boolean whisper) {
        if (send(Orders.listenTo(listener, other))) {
            send(Orders.listen(listener, whisper));
        }
    }

    @Override
    public void speak(LineId line, Locale language) {
        send(Orders.speak(line, language));
    }

    @Override
    public void welcome(LineId caller, boolean record) {
        send(Orders.welcome(caller, record));
    }

    @Override
    public void refuse(LineId caller) {
        cancellations.ordered(caller);
        end(caller, Orders.refuse(caller));
    }

    @Override
    public void dismiss(LineId patient, Farewell words) {
        rooms.dismiss(patient, words);
    }

    @Override
    public void beep(LineId line) {
        send(Orders.beep(line));
    }

    void tap(LineId line, int port, UUID id) {
        send(Orders.tap(line, port, id));
    }

    @Override
    public void hold(LineId patient) {
        send(Orders.hold(patient));
    }

    @Override
    public void untape(LineId patient) {
        send(Orders.untape(patient));
    }

    @Override
    public void mute(LineId line, boolean on) {
        send(Orders.mute(line, on));
    }

    @Override
    public boolean hush(LineId patient, boolean on) {
        return send(Orders.hush(patient, on));
    }

    @Override
    public void sendDigits(LineId line, String digits) {
        Orders.digits(digits);
        if (ami.state() instanceof WireState.Down down) {
            throw new WireDown(down.why());
        }
        keypad.type(line, digits);
    }

    @Override
    public void hangUp(LineId line) {
        cancellations.ordered(line);
        end(line, Orders.hangUp(line));
    }

    private void end(LineId line, ManagerAction order) {
        try {
            boolean again = cancellations.answered(line, send(order));
            while (again) {
                again = cancellations.answered(line, send(Orders.hangUp(line)));
            }
        } catch (WireDown down) {
            cancellations.lost(line);
            throw down;
        }
    }

    private void seen(LineId line) {
        if (cancellations.seen(line)) {
            try {
                end(line, Orders.hangUp(line));
            } catch (WireDown _) {
                // Still unheard, so said again at the line's next sign of life.
                return;
            }
        }
    }

    Station.Load load() {
        return status.load();
    }

    @Override
    public List<LiveLine> liveLines() {
        return status.lines();
    }

    /** Rings the node where the line lives, to be bridged to it there. */
    void tie(LineId tie, LineId line, String node) {
        cancellations.forget(tie);
        send(Orders.tie(tie, line, node));
    }

    /** Whether there is a trunk to that node, and the node is behind it. */
    boolean reaches(String node) {
        return devices.isThere(Orders.stateOf(node));
    }

    boolean isUp(LineId line) {
        return ask(Orders.stateOf(line))
                .map(answer -> answer.getAttribute("Value"))
                .filter("Up"::equals)
                .isPresent();
    }

    /** Whether the line lives here. */
    boolean knows(LineId line) {
        return send(Orders.placeOf(line));
    }

    @Override
    public Optional<LineEvent.Ended> memoryOf(LineId line) {
        return books.endOf(line);
    }

    @Override
    public Optional<LineEvent.Answered> answerOf(LineId line) {
        return books.answerOf(line);
    }

    @Override
    public List<LineEvent.Arrived> callersSince(Instant since) {
        return books.callersSince(since).stream()
                .map(came ->
                        new LineEvent.Arrived(
                                came.line(),
                                came.at(),
                                Callers.number(came.from(), settings.home()).orElse(null)))
                .toList();
    }

    @Override
    public Optional<Sound> soundOf(LineId line) {
        return books.soundOf(line);
    }

    @Override
    public long dropped() {
        return corridor.dropped();
    }

    @Override
    public DeskAccount account(Extension desk) {
        String user = Orders.endpoint(desk, DeskKind.BROWSER);
        String host = settings.socket().getHost();
        String password = DeskKeys.of(user, settings.deskSecret());
        return new DeskAccount(settings.socket(), "sip:" + user + "@" + host, user, password);
    }

    @Override
    public boolean reachable(Extension desk, DeskKind kind) {
        return devices.isThere(desk, kind);
    }

    @Override
    public Optional<Duration> trunkPatience() {
        return devices.trunkPatience();
    }

    @Override
    public TrunkState trunk() {
        return outside().state();
    }

    /**
     * The way out.
     *
     * @param account how the account at the carrier's registrar stands; empty without one
     */
    record Outside(TrunkState state, Optional<Registration> account) {
        static Outside of(TrunkState far, Optional<Registration> account) {
            TrunkState state =
                    account.filter(a -> a.state() != Registration.State.REGISTERED)
                            .filter(_ -> far instanceof TrunkState.Up)
                            .<TrunkState>map(TrunkState.Unregistered::new)
                            .orElse(far);
            return new Outside(state, account);
        }
    }

    Outside outside() {
        var far = devices.trunk();
        return Outside.of(far, account.now(far));
    }

    /** False when Asterisk refused, which it does for a line that is not there. */
    private boolean send(ManagerAction order) {
        return !(ask(order).orElse(null) instanceof ManagerError);
    }

    private Optional<ManagerResponse> ask(ManagerAction order) {
        Optional<ManagerResponse> answer = ami.send(order);
        if (answer.orElse(null) instanceof ManagerError error) {
            log.debug("telephony: {} refused: {}", order.getAction(), error.getMessage());
        }
        return answer;
    }
}
