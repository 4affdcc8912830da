package org.aftercall.telephony;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.springframework.stereotype.Component;

/** Which calls the trunk takes: worklists say whom to ring, this says whom never. */
@Component
public class TrunkRules {
    private final TrunkSettings settings;

    public TrunkRules(TrunkSettings settings) {
        this.settings = settings;
    }

    /**
     * What was used so far.
     *
     * @param lastSecond calls placed within the last second
     * @param minutesToday minutes talked since the day began
     */
    public record Use(int lastSecond, long minutesToday) {}

    /** When the day began that is counted. */
    public Instant dayOf(Instant now) {
        return now.atZone(settings.zone()).toLocalDate().atStartOfDay(settings.zone()).toInstant();
    }

    /** Throws the reason if this number may not be rung now. */
    public void check(PhoneNumber to, Instant now, Use use) {
        if (!takes(to)) {
            throw new Refusal(Kind.FORBIDDEN, "trunk.number");
        }
        for (var no : closed(now, use.minutesToday())) {
            throw no;
        }
        if (use.lastSecond() >= settings.callsPerSecond()) {
            throw new Refusal(Kind.CONFLICT, "trunk.rate", settings.callsPerSecond());
        }
    }

    /** Whether the trunk rings such a number at all, some day. */
    public boolean takes(PhoneNumber to) {
        return settings.prefixes().stream().anyMatch(to.digits()::startsWith)
                && settings.forbidden().stream().noneMatch(to.digits()::startsWith);
    }

    /** Whether anybody may be asked by his number alone, without being on the list by name. */
    public boolean guestsByNumber() {
        return !settings.guests().isEmpty();
    }

    /** Why nobody at all may be rung now. */
    public List<Refusal> closed(Instant now, long minutesToday) {
        var reasons = new ArrayList<Refusal>();
        if (night(now)) {
            reasons.add(
                    new Refusal(
                            Kind.CONFLICT,
                            "trunk.night",
                            settings.lockedFrom().toString(),
                            settings.lockedUntil().toString()));
        }
        if (minutesToday >= settings.minutesPerDay()) {
            reasons.add(new Refusal(Kind.CONFLICT, "trunk.minutes", settings.minutesPerDay()));
        }
        return reasons;
    }

    /** Throws unless this number of nobody's worklist may be asked or handed a call. */
    public void checkGuest(PhoneNumber to) {
        if (settings.guests().stream().noneMatch(allowed -> matches(allowed, to.digits()))) {
            throw new Refusal(Kind.FORBIDDEN, "trunk.guest");
        }
    }

    private static boolean matches(String allowed, String digits) {
        return allowed.endsWith("*")
                ? allowed.length() > 1
                        && digits.startsWith(allowed.substring(0, allowed.length() - 1))
                : digits.equals(allowed);
    }

    private boolean night(Instant now) {
        LocalTime time = now.atZone(settings.zone()).toLocalTime();
        LocalTime from = settings.lockedFrom();
        LocalTime until = settings.lockedUntil();
        boolean afterFrom = !time.isBefore(from);
        boolean beforeUntil = time.isBefore(until);
        return from.isBefore(until)
                ? afterFrom && beforeUntil
                : !from.equals(until) && (afterFrom || beforeUntil);
    }
}
