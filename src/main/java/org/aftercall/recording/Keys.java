package org.aftercall.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.recording.vault.BrokenSeal;
import org.aftercall.recording.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The master keys: which one locks, what is still under an earlier one, a new one, and the end of
 * an old one.
 */
@Service
public class Keys {
    private static final Logger log = LoggerFactory.getLogger(Keys.class);
    private static final int AT_ONCE = 100;

    private final Vault vault;
    private final KeyRows rows;
    private final Masters masters;
    private final Leases leases;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    Keys(
            Vault vault,
            KeyRows rows,
            Masters masters,
            Leases leases,
            AuditTrail trail,
            TransactionTemplate transaction) {
        this.vault = vault;
        this.rows = rows;
        this.masters = masters;
        this.leases = leases;
        this.trail = trail;
        this.transaction = transaction;
    }

    /**
     * One master key.
     *
     * @param here false when no recording under it can be opened
     * @param idle since when it locks nothing any more
     * @param over it was destroyed, and is here again
     * @param ours whether it may be destroyed from here
     */
    public record Master(
            String id,
            boolean locks,
            boolean here,
            long recordings,
            @Nullable Instant idle,
            boolean over,
            boolean ours) {}

    /**
     * What was erased and could still be heard by whoever has the object, a backup of the database
     * from before, and a master key that is still here.
     *
     * @param first when the first of them was erased
     * @param gone from when on nobody can; null while that takes a person
     */
    public record Backups(long recordings, @Nullable Instant first, @Nullable Instant gone) {}

    /**
     * @param where a file, the environment or a key server, and how many keys
     */
    public record Overview(
            String where, List<Master> masters, long recordings, long waiting, Backups erased) {}

    /**
     * @throws Refusal when the master keys cannot be reached
     */
    public Overview overview() {
        try {
            var current = vault.currentMaster();
            var here = vault.masters();
            var known = masters.known();
            var shares = new LinkedHashMap<String, Long>();
            here.forEach(id -> shares.put(id, 0L));
            rows.shares().forEach(s -> shares.put(s.master(), s.recordings()));
            var all =
                    shares.entrySet().stream()
                            .map(e ->
                                    master(
                                            e.getKey(),
                                            e.getKey().equals(current),
                                            e.getValue(),
                                            known.get(e.getKey())))
                            .toList();
            return new Overview(
                    vault.whereKeysAre(),
                    all,
                    all.stream().mapToLong(Master::recordings).sum(),
                    all.stream().filter(m -> !m.locks()).mapToLong(Master::recordings).sum(),
                    masters.backups());
        } catch (KeysDown e) {
            throw down(e);
        }
    }

    private Master master(
            String id, boolean locks, long recordings, KeyRows.@Nullable Known known) {
        return new Master(
                id,
                locks,
                vault.holds(id),
                recordings,
                known == null ? null : known.idle(),
                known != null && known.retired() != null,
                recordings == 0 && vault.destroys(id));
    }

    /**
     * A new master key locks from here on; a job brings the data keys of earlier recordings under
     * it, while all of them can be played as before.
     *
     * @throws Refusal when the master keys cannot be reached, or only the operator can change them
     */
    public void rotate() {
        try {
            transaction.executeWithoutResult(_ -> {
                leases.queue("recording.keys");
                masters.notice();
                vault.rotate();
                rows.begins(vault.currentMaster(), masters.now());
                masters.notice();
            });
            trail.note("keys.rotate", "keys", null, null, "master=" + vault.currentMaster());
        } catch (KeysDown e) {
            throw down(e);
        }
    }

    /**
     * Destroys an earlier master key for good. Backups of the database from before it went out of
     * use open nothing any more: neither what was erased since, nor what was not.
     *
     * @throws Refusal when it locks, when anything that can be heard is under it, when it is the
     *     operator's alone, or when the master keys cannot be reached
     */
    public void retire(String master) {
        try {
            if (master.equals(vault.currentMaster())) {
                throw new Refusal(Kind.CONFLICT, "keys.locks");
            }
            if (!vault.masters().contains(master)) {
                throw new Refusal(Kind.NOT_FOUND, "keys.unknown");
            }
            if (!vault.destroys(master)) {
                throw new Refusal(Kind.CONFLICT, "keys.operators");
            }
            transaction.executeWithoutResult(_ -> {
                leases.queue("recording.keys");
                rows.retire(master, masters.now());
                long under = rows.under(master);
                if (under > 0) {
                    throw new Refusal(Kind.CONFLICT, "keys.used", under);
                }
                trail.note("keys.retire", "keys", null, null, "master=" + master);
            });
            // Killed before this, it is here as one that was destroyed, and is destroyed again.
            vault.destroy(master);
        } catch (KeysDown e) {
            throw down(e);
        }
    }

    /**
     * Destroys all earlier ones that lock nothing any more, without waiting.
     *
     * @return how many
     */
    int retireIdle() {
        try {
            masters.notice();
            var over = masters.over(Duration.ZERO);
            over.forEach(this::retire);
            return over.size();
        } catch (KeysDown e) {
            throw down(e);
        }
    }

    /** What a night did, and how many erased recordings an old backup could still open. */
    record Night(long renewed, long retired, long openable) {}

    /**
     * @throws Refusal when the master keys cannot be reached
     */
    Night night() {
        try {
            masters.notice();
            boolean renews = masters.renews();
            if (renews) {
                rotate();
            }
            var over = masters.overByNight();
            over.forEach(this::retire);
            return new Night(renews ? 1 : 0, over.size(), masters.backups().recordings());
        } catch (KeysDown e) {
            throw down(e);
        }
    }

    /**
     * Locks what an earlier master key holds under the present one, some at a time.
     *
     * @return how many
     */
    long relock() {
        var current = vault.currentMaster();
        long done = 0;
        UUID after = null;
        for (var some = rows.notUnder(current, after, AT_ONCE);
                !some.isEmpty();
                some = rows.notUnder(current, after, AT_ONCE)) {
            for (var old : some) {
                done += relock(old) ? 1 : 0;
            }
            after = some.getLast().recording();
        }
        if (done > 0) {
            log.info("{} data keys are locked under a newer master key", done);
            masters.notice();
        }
        return done;
    }

    private boolean relock(KeyRows.Locked old) {
        try {
            var fresh = vault.relock(old.recording(), old.key());
            return Boolean.TRUE.equals(transaction.execute(_ -> rows.relocked(old, fresh)));
        } catch (BrokenSeal e) {
            log.warn("The data key of recording {} does not open", old.recording());
            return false;
        }
    }

    static Refusal down(@Nullable KeysDown why) {
        var refusal = new Refusal(Kind.UNAVAILABLE, "keys.down");
        refusal.initCause(why);
        return refusal;
    }
}
