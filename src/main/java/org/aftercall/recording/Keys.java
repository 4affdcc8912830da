package org.aftercall.recording;

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

/** The master keys: which one locks, what is still under an earlier one, and a new one. */
@Service
public class Keys {
    private static final Logger log = LoggerFactory.getLogger(Keys.class);
    private static final int AT_ONCE = 100;

    private final Vault vault;
    private final KeyRows rows;
    private final Leases leases;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    Keys(
            Vault vault,
            KeyRows rows,
            Leases leases,
            AuditTrail trail,
            TransactionTemplate transaction) {
        this.vault = vault;
        this.rows = rows;
        this.leases = leases;
        this.trail = trail;
        this.transaction = transaction;
    }

    /**
     * One master key.
     *
     * @param here false when no recording under it can be opened
     */
    public record Master(String id, boolean locks, boolean here, long recordings) {}

    /**
     * @param where a file, the environment or a key server, and how many keys
     */
    public record Overview(String where, List<Master> masters, long recordings, long waiting) {}

    /**
     * @throws Refusal when the master keys cannot be reached
     */
    public Overview overview() {
        try {
            var current = vault.currentMaster();
            var masters =
                    new java.util.ArrayList<>(
                            rows.shares().stream()
                                    .map(s ->
                                            new Master(
                                                    s.master(),
                                                    s.master().equals(current),
                                                    vault.holds(s.master()),
                                                    s.recordings()))
                                    .toList());
            if (masters.stream().noneMatch(Master::locks)) {
                masters.add(new Master(current, true, true, 0));
            }
            return new Overview(
                    vault.whereKeysAre(),
                    masters,
                    masters.stream().mapToLong(Master::recordings).sum(),
                    masters.stream().filter(m -> !m.locks()).mapToLong(Master::recordings).sum());
        } catch (KeysDown e) {
            throw down(e);
        }
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
                vault.rotate();
            });
            trail.note("keys.rotate", "keys", null, null, "master=" + vault.currentMaster());
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
