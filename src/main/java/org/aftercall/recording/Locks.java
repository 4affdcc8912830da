package org.aftercall.recording;

import java.time.Clock;
import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.aftercall.recording.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Object lock, where the store has it: an object carries the date before which the store itself
 * does not delete it, and the nights move it when rules or holds come to say more.
 */
@Component
class Locks implements Check {
    private static final Logger log = LoggerFactory.getLogger(Locks.class);
    private static final int AT_ONCE = 200;

    private final LockRows rows;
    private final Vault vault;
    private final Clock clock;

    Locks(LockRows rows, Vault vault, Clock clock) {
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Moves the dates of those whose rules say more by now.
     *
     * @return how many
     * @throws StoreDown when it is away
     */
    long extend() {
        if (!vault.lock().used()) {
            return 0;
        }
        long count = 0;
        RecordingId after = null;
        for (var some = rows.tooShort(clock.instant(), after, AT_ONCE);
                !some.isEmpty();
                some = rows.tooShort(clock.instant(), after, AT_ONCE)) {
            for (var one : some) {
                // One that the store refuses keeps no other from its date; the inventory tells of
                // it.
                if (vault.extend(one.id().value(), one.until())) {
                    rows.locked(one.id(), one.until());
                    count++;
                } else {
                    log.warn("Recording {} cannot be locked any longer", one.id().value());
                }
            }
            after = some.getLast().id();
        }
        return count;
    }

    /** Erased ones that the store has not let go. */
    long stillThere() {
        return rows.stillThere();
    }

    @Override
    public String topic() {
        return "recordings";
    }

    @Override
    public List<Finding> look() {
        try {
            return List.of(finding(vault.lock()));
        } catch (StoreDown e) {
            return List.of(
                    Finding.skip(
                            "object lock",
                            "the store does not answer",
                            "Start the store, then look again"));
        }
    }

    private Finding finding(Vault.Lock lock) {
        if (lock.used()) {
            return Finding.pass(
                    "object lock",
                    "%s; %d recordings without a date, since no rule ends them; %d erased ones still there"
                            .formatted(lock.wanted(), rows.unlocked(), rows.stillThere()));
        }
        if (lock.there()) {
            return Finding.warn(
                    "object lock",
                    "the bucket has it, but it is not used",
                    "Set aftercall.s3.lock to GOVERNANCE or COMPLIANCE");
        }
        if (lock.wanted().equals("NONE")) {
            return Finding.pass("object lock", "not asked for; the bucket has none");
        }
        return Finding.warn(
                "object lock",
                lock.wanted()
                        + " is asked for, but the bucket has none: recordings are kept without",
                "Name a new bucket in aftercall.s3.bucket (ours is made with object lock where the store"
                        + " knows it) and copy the objects there; a bucket cannot get it later");
    }
}
