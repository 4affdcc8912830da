package org.aftercall.recording;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aftercall.recording.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How old the master keys are, and which erased sound an earlier backup could still open. */
@Component
class Masters {
    private final KeyRows rows;
    private final Vault vault;
    private final MasterSettings settings;
    private final Clock clock;

    Masters(KeyRows rows, Vault vault, MasterSettings settings, Clock clock) {
        this.rows = rows;
        this.vault = vault;
        this.settings = settings;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** Writes down those that are new to us, and which of the others lock nothing any more. */
    void notice() {
        rows.notice(vault.masters(), vault.currentMaster(), now());
    }

    Map<String, KeyRows.Known> known() {
        return rows.known().stream()
                .collect(Collectors.toMap(KeyRows.Known::id, Function.identity()));
    }

    /** Whether the night is to make a new one. */
    boolean renews() {
        var current = known().get(vault.currentMaster());
        return settings.renewDays() > 0
                && current != null
                && !days(current.since(), settings.renewDays()).isAfter(now());
    }

    /** Those that lock nothing, are ours to destroy, and have waited so long. */
    List<String> over(Duration wait) {
        var known = known();
        return vault.masters().stream()
                .filter(vault::destroys)
                .filter(id -> known.containsKey(id) && known.get(id).over(wait, now()))
                .toList();
    }

    /** Those that no backup is kept for any more; none while only people destroy keys. */
    List<String> overByNight() {
        return settings.renewDays() > 0 ? kept() : List.of();
    }

    /** Those that are kept longer than they need be. */
    List<String> kept() {
        return over(Duration.ofDays(settings.keepDays()));
    }

    /**
     * Earlier ones that an operator alone destroys: given in the environment, on a key server, or
     * the last one of a file.
     */
    boolean someAreTheOperators() {
        var current = vault.currentMaster();
        return vault.masters().stream().anyMatch(m -> !m.equals(current) && !vault.destroys(m));
    }

    /** What a backup of the database would open together with a master key that is still here. */
    Keys.Backups backups() {
        var known = known();
        var current = vault.currentMaster();
        var oldest =
                vault.masters().stream()
                        .map(id ->
                                known.containsKey(id)
                                        ? known.get(id).since()
                                        : id.equals(current) ? now() : Instant.EPOCH)
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        var erased = rows.erasedSince(oldest);
        return new Keys.Backups(
                erased.recordings(),
                erased.first(),
                erased.last() == null ? null : gone(erased.last(), known));
    }

    private @Nullable Instant gone(Instant lastErased, Map<String, KeyRows.Known> known) {
        if (settings.renewDays() == 0 || !vault.mastersAreOurs() || someAreTheOperators()) {
            return null;
        }
        var current = known.get(vault.currentMaster());
        var now = now();
        var renewed = current == null ? now : days(current.since(), settings.renewDays());
        var idle =
                current != null && current.since().isAfter(lastErased)
                        ? vault.masters().stream()
                                .map(known::get)
                                .filter(m -> m != null && m.idle() != null)
                                .map(KeyRows.Known::idle)
                                .max(Comparator.naturalOrder())
                                .orElse(now)
                        : renewed.isAfter(now) ? renewed : now;
        // Each step waits for its night.
        return days(idle, settings.keepDays() + 1);
    }

    /** Erased sound that should be past opening by now, had somebody seen to the master keys. */
    boolean longPast(Instant erased) {
        return days(erased, settings.renewDays() + settings.keepDays() + 2).isBefore(now());
    }

    private static Instant days(Instant from, int days) {
        return from.plus(Duration.ofDays(days));
    }
}
