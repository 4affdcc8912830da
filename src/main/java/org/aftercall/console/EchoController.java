package org.aftercall.console;

import java.util.Locale;
import org.aftercall.call.Echo;
import org.aftercall.call.Echoes;
import org.aftercall.dialer.ProgressiveDialing;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Presence;
import org.aftercall.staff.Staff;
import org.aftercall.telephony.Sound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** She tries her own line, and no other: her desk rings, and she hears herself. */
@RestController
@RequestMapping("/api/v1/desk/test")
@PreAuthorize("hasAuthority('call')")
class EchoController {
    private final Echoes echoes;
    private final ProgressiveDialing progressive;
    private final Staff staff;

    EchoController(Echoes echoes, ProgressiveDialing progressive, Staff staff) {
        this.echoes = echoes;
        this.staff = staff;
        this.progressive = progressive;
    }

    /**
     * @param sound null until a moment after the end
     */
    record EchoView(Echo.State state, DeskKind deskKind, @Nullable Sound sound) {
        static EchoView of(Echo echo) {
            return new EchoView(echo.state(), echo.kind(), echo.sound());
        }
    }

    /** Refused while she has a call, or one may come by itself. */
    @PostMapping
    EchoView begin(Locale language) {
        var me = CurrentUser.get().member();
        if (staff.duty(me.id()).presence() == Presence.READY && progressive.serves(me)) {
            throw new Refusal(Kind.CONFLICT, "desk.testReady");
        }
        return EchoView.of(echoes.begin(desk(), me.deskKind(), language));
    }

    @GetMapping
    EchoView mine() {
        return echoes.of(desk())
                .map(EchoView::of)
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "desk.noTest"));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end() {
        echoes.end(desk());
    }

    private static Extension desk() {
        return CurrentUser.get()
                .member()
                .desk()
                .orElseThrow(() -> new Refusal(Kind.CONFLICT, "desk.none"));
    }
}
