package org.aftercall.call;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.telephony.LineId;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireState;

/** Hands for tests and soaks of the room on a real Asterisk pair. */
public final class OnTheWire {
    private final Calls calls;
    private final Switchboard switchboard;

    public OnTheWire(Calls calls, Switchboard switchboard) {
        this.calls = calls;
        this.switchboard = switchboard;
    }

    public void up() {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> switchboard.state() instanceof WireState.Up);
    }

    public Extension registered(int desk) {
        up();
        var extension = new Extension(String.valueOf(desk));
        await().atMost(Duration.ofSeconds(15))
                .until(() -> switchboard.reachable(extension, DeskKind.PHONE));
        return extension;
    }

    public Extension seated(int desk) {
        var extension = registered(desk);
        calls.sit(extension, DeskKind.PHONE);
        await().atMost(Duration.ofSeconds(15)).until(() -> calls.seated(extension));
        return extension;
    }

    public CallId place(Extension desk, PhoneNumber to) {
        return calls.place(to, desk, DeskKind.PHONE, Duration.ofSeconds(20), true);
    }

    public Call until(CallId id, java.util.function.Predicate<Call> claim) {
        await("call " + id)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> claim.test(calls.get(id)));
        return calls.get(id);
    }

    public Call talking(CallId id) {
        return until(id, call -> call.joined() && call.state() == CallState.TALKING);
    }

    public Call ended(CallId id) {
        return until(id, call -> !call.live());
    }

    public boolean lives(LineId line) {
        return switchboard.liveLines().stream().anyMatch(live -> live.line().equals(line));
    }

    public void quiet() {
        if (switchboard.state() instanceof WireState.Up) {
            switchboard.liveLines().forEach(live -> switchboard.hangUp(live.line()));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> calls.open().isEmpty() && switchboard.liveLines().isEmpty());
    }
}
