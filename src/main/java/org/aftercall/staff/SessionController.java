package org.aftercall.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.UUID;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, and who one is. */
@RestController
@RequestMapping("/api/v1")
class SessionController {
    private final Door door;
    private final Staff staff;

    SessionController(Door door, Staff staff) {
        this.door = door;
        this.staff = staff;
    }

    record Login(String login, String password) {}

    record PasswordChange(
            String old, @com.fasterxml.jackson.annotation.JsonProperty("new") String fresh) {}

    /**
     * @param reason of a pause, in her words
     */
    record PresenceChange(Presence presence, @Nullable String reason) {}

    record Me(
            UUID id,
            String login,
            String name,
            Role role,
            List<String> departments,
            boolean allDepartments,
            @Nullable String extension,
            DeskKind deskKind,
            Presence presence,
            @Nullable Presence afterwards,
            @Nullable String pausedWhy,
            boolean mustChangePassword,
            List<String> permissions) {
        static Me of(StaffMember m, Duty duty) {
            return new Me(
                    m.id().value(),
                    m.login(),
                    m.name(),
                    m.role(),
                    m.scope().departments().stream().sorted().toList(),
                    m.scope().all(),
                    m.desk().map(Extension::digits).orElse(null),
                    m.deskKind(),
                    duty.presence(),
                    busy(duty) ? duty.afterwards() : null,
                    duty.pausedWhy(),
                    m.mustChangePassword(),
                    m.role().permissions().stream().map(Permission::authority).sorted().toList());
        }

        private static boolean busy(Duty duty) {
            return duty.presence() == Presence.ON_CALL || duty.presence() == Presence.WRAPPING_UP;
        }
    }

    @GetMapping("/session")
    @PreAuthorize("permitAll()")
    Me whoAmI() {
        return CurrentUser.find()
                .map(u -> me(u.id()))
                .orElseThrow(() -> new Refusal(Kind.UNAUTHENTICATED, "login.needed"));
    }

    @PostMapping("/session")
    @PreAuthorize("permitAll()")
    Me signIn(@RequestBody Login login, HttpServletRequest request) {
        var entered = door.enter(login.login(), login.password());
        // A fresh session: an id that somebody planted before must not become a signed-in one.
        var old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        var session = request.getSession(true);
        stamp(session, entered.stamp());
        session.setAttribute(Doors.WhoIsThis.STAFF, entered.member().id().value().toString());
        session.setAttribute(
                FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                entered.member().id().value().toString());
        var member = entered.member();
        if (member.presence() == Presence.OFFLINE && member.may(Permission.CALL)) {
            staff.arrive(member.id());
        }
        return me(member.id());
    }

    @DeleteMapping("/session")
    @PreAuthorize("isAuthenticated()")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
        staff.wish(CurrentUser.get().id(), Presence.OFFLINE, null);
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @PutMapping("/session/password")
    @PreAuthorize("isAuthenticated()")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@RequestBody PasswordChange change, HttpSession session) {
        stamp(session, door.changePassword(CurrentUser.get().id(), change.old(), change.fresh()));
    }

    @PutMapping("/presence")
    @PreAuthorize("isAuthenticated()")
    Me become(@RequestBody PresenceChange change) {
        staff.wish(CurrentUser.get().id(), change.presence(), change.reason());
        return me(CurrentUser.get().id());
    }

    private Me me(StaffId id) {
        return Me.of(staff.get(id), staff.duty(id));
    }

    private static void stamp(HttpSession session, UUID stamp) {
        session.setAttribute(Doors.WhoIsThis.STAMP, stamp.toString());
    }
}
