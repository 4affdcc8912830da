package org.aftercall.staff;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The administrator's book of accounts. */
@RestController
@RequestMapping("/api/v1/staff")
@PreAuthorize("hasAuthority('staff.admin')")
@Transactional
class Accounts {
    private static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");
    private static final Pattern EXTENSION = Pattern.compile("\\d{2,6}");

    private final Members members;
    private final PasswordEncoder encoder;

    Accounts(Members members, PasswordEncoder encoder) {
        this.members = members;
        this.encoder = encoder;
    }

    record Wish(
            @Nullable String login,
            @Nullable String name,
            @Nullable Role role,
            @Nullable List<String> departments,
            @Nullable Boolean allDepartments,
            @Nullable String extension,
            @Nullable Boolean active) {}

    record StaffView(
            UUID id,
            String login,
            String name,
            Role role,
            List<String> departments,
            boolean allDepartments,
            @Nullable String extension,
            boolean active,
            @Nullable Instant lockedUntil,
            @Nullable String firstPassword) {}

    @GetMapping
    List<StaffView> all() {
        return members.all().stream().map(l -> view(l, null)).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    StaffView open(@RequestBody Wish wish) {
        var login = wish.login() == null ? "" : wish.login().strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(login).matches()) {
            throw mend("/login", "staff.login");
        }
        if (members.byLogin(login).isPresent()) {
            throw mend("/login", "staff.loginTaken");
        }
        if (wish.name() == null || wish.name().isBlank() || wish.name().length() > 80) {
            throw mend("/name", "staff.name");
        }
        if (wish.role() == null) {
            throw mend("/role", "staff.role");
        }
        var id = StaffId.next();
        var password = Passwords.random();
        members.add(
                new StaffMember(
                        id,
                        login,
                        wish.name().strip(),
                        wish.role(),
                        scope(wish, DataScope.of(Set.of())),
                        Optional.ofNullable(extension(wish.extension(), id)).map(Extension::new),
                        DeskKind.BROWSER,
                        Presence.OFFLINE,
                        true),
                encoder.encode(password));
        return view(members.byId(id).orElseThrow(), password);
    }

    @PatchMapping("/{id}")
    StaffView change(@PathVariable UUID id, @RequestBody Wish wish) {
        var lock = known(id);
        var member = lock.member();
        var own = member.id().equals(CurrentUser.get().id());
        if (own
                && (Boolean.FALSE.equals(wish.active())
                        || wish.role() != null && wish.role() != member.role())) {
            throw new Refusal(Kind.CONFLICT, "staff.own");
        }
        if (wish.name() != null && (wish.name().isBlank() || wish.name().length() > 80)) {
            throw mend("/name", "staff.name");
        }
        members.change(
                member.id(),
                wish.name() == null ? member.name() : wish.name().strip(),
                wish.role() == null ? member.role() : wish.role(),
                scope(wish, member.scope()),
                wish.extension() == null
                        ? member.desk().map(Extension::digits).orElse(null)
                        : extension(wish.extension(), member.id()));
        if (wish.active() != null) {
            members.setActive(member.id(), wish.active());
        }
        return view(known(id), null);
    }

    @PostMapping("/{id}/unlock")
    StaffView unlock(@PathVariable UUID id) {
        members.unlock(known(id).member().id());
        return view(known(id), null);
    }

    @PostMapping("/{id}/reset-password")
    StaffView resetPassword(@PathVariable UUID id) {
        var password = Passwords.random();
        members.setPassword(known(id).member().id(), encoder.encode(password), true);
        return view(known(id), password);
    }

    private Members.Lock known(UUID id) {
        return members.byId(new StaffId(id))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "staff.unknown"));
    }

    private @Nullable String extension(@Nullable String wish, StaffId id) {
        if (wish == null || wish.isBlank()) {
            return null;
        }
        if (!EXTENSION.matcher(wish).matches()) {
            throw mend("/extension", "staff.extension");
        }
        if (members.extensionTaken(wish, id)) {
            throw mend("/extension", "staff.extensionTaken");
        }
        return wish;
    }

    private static DataScope scope(Wish wish, DataScope now) {
        return new DataScope(
                wish.allDepartments() == null ? now.all() : wish.allDepartments(),
                wish.departments() == null ? now.departments() : Set.copyOf(wish.departments()));
    }

    private static Refusal mend(String pointer, String code) {
        return new Refusal(
                Kind.INVALID,
                "staff.invalid",
                List.of(),
                List.of(new Mend(pointer, code, List.of())));
    }

    private static StaffView view(Members.Lock lock, @Nullable String firstPassword) {
        var m = lock.member();
        return new StaffView(
                m.id().value(),
                m.login(),
                m.name(),
                m.role(),
                m.scope().departments().stream().sorted().toList(),
                m.scope().all(),
                m.desk().map(Extension::digits).orElse(null),
                lock.active(),
                lock.lockedUntil(),
                firstPassword);
    }
}
