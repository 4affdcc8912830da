package org.aftercall.staff;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Lets people in by password, and keeps out who guesses. */
@Service
class Door {
    private final Members members;
    private final PasswordEncoder encoder;
    private final StaffSettings settings;
    private final Clock clock;
    // Compared when there is no such login, so that time does not tell which logins exist.
    private final String nobodysHash;

    Door(Members members, PasswordEncoder encoder, StaffSettings settings, Clock clock) {
        this.members = members;
        this.encoder = encoder;
        this.settings = settings;
        this.clock = clock;
        this.nobodysHash = encoder.encode("nobody");
    }

    /** Who came in, and under which stamp. */
    record Entered(StaffMember member, UUID stamp) {}

    Entered enter(String login, String password) {
        var lock = members.byLogin(login.strip().toLowerCase(Locale.ROOT));
        var matches =
                encoder.matches(password, lock.map(Members.Lock::passwordHash).orElse(nobodysHash));
        if (lock.isEmpty()) {
            throw new Refusal(Kind.UNAUTHENTICATED, "login.failed");
        }
        var known = lock.get();
        var now = clock.instant();
        if (isLocked(known, now)) {
            throw new Refusal(Kind.LOCKED, "login.locked", settings.lockFor().toMinutes());
        }
        if (!matches || !known.active()) {
            // After an old lock has run out, counting starts anew.
            if (known.lockedUntil() != null) {
                members.unlock(known.member().id());
            }
            members.failed(
                    known.member().id(), settings.maxFailedLogins(), now.plus(settings.lockFor()));
            throw new Refusal(Kind.UNAUTHENTICATED, "login.failed");
        }
        members.unlock(known.member().id());
        return new Entered(known.member(), known.stamp());
    }

    /** The member of an open session, unless its stamp has become void. */
    Optional<StaffMember> recognise(StaffId id, UUID stamp) {
        return members.byId(id)
                .filter(l -> l.active() && l.stamp().equals(stamp))
                .map(Members.Lock::member);
    }

    UUID changePassword(StaffId id, String old, String fresh) {
        var lock = members.byId(id).orElseThrow();
        if (!encoder.matches(old, lock.passwordHash())) {
            throw new Refusal(Kind.INVALID, "password.wrong");
        }
        if (fresh.length() < settings.minPasswordLength() || fresh.equals(old)) {
            throw new Refusal(Kind.INVALID, "password.weak", settings.minPasswordLength());
        }
        members.setPassword(id, encoder.encode(fresh), false);
        return members.byId(id).orElseThrow().stamp();
    }

    private static boolean isLocked(Members.Lock lock, Instant now) {
        return lock.lockedUntil() != null && lock.lockedUntil().isAfter(now);
    }
}
