package org.aftercall.console;

import java.net.URI;
import org.aftercall.call.Call;
import org.aftercall.call.Calls;
import org.aftercall.dialer.ProgressiveDialing;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.telephony.DeskAccount;
import org.aftercall.telephony.Switchboard;
import org.aftercall.telephony.WireDown;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the nurse talks with: her browser or the telephone on her desk. */
@RestController
@RequestMapping("/api/v1/desk")
@PreAuthorize("hasAuthority('call')")
class DeskController {
    private final Staff staff;
    private final Switchboard switchboard;
    private final Calls calls;
    private final ProgressiveDialing progressive;

    DeskController(
            Staff staff, Switchboard switchboard, Calls calls, ProgressiveDialing progressive) {
        this.staff = staff;
        this.calls = calls;
        this.switchboard = switchboard;
        this.progressive = progressive;
    }

    record Choice(DeskKind deskKind) {}

    /** What the browser's softphone registers with; only its own user gets it. */
    record Account(URI socket, String uri, String user, String password) {}

    record DeskView(
            String extension,
            DeskKind deskKind,
            boolean reachable,
            boolean auto,
            @Nullable Account account) {}

    @GetMapping
    DeskView mine() {
        return view(CurrentUser.get().member().deskKind());
    }

    @PutMapping
    DeskView choose(@RequestBody Choice choice) {
        staff.choose(CurrentUser.get().id(), choice.deskKind());
        return view(choice.deskKind());
    }

    private DeskView view(DeskKind kind) {
        var desk =
                CurrentUser.get()
                        .member()
                        .desk()
                        .orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
        var account = account(desk);
        return new DeskView(
                desk.digits(),
                kind,
                switchboard.seemsReachable(desk, kind),
                progressive.serves(CurrentUser.get().member()),
                new Account(account.socket(), account.uri(), account.user(), account.password()));
    }

    /** In the middle of a talk she comes back to it; otherwise to wherever there is room. */
    private DeskAccount account(Extension desk) {
        try {
            return switchboard.account(
                    desk,
                    calls.at(desk)
                            .filter(c -> c.times().dialed() != null)
                            .map(Call::line)
                            .orElse(null));
        } catch (WireDown down) {
            return switchboard.account(desk);
        }
    }
}
