package org.aftercall.recording;

import java.time.Clock;
import java.time.Duration;
import org.aftercall.recording.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes the objects of erased recordings out of the store, where and when it lets them go; without
 * their keys they are noise long before.
 */
@Component
class Clearing {
    private static final Logger log = LoggerFactory.getLogger(Clearing.class);
    private static final int AT_ONCE = 200;

    /** The store goes by its own clock, and may keep things for reasons of its own. */
    private static final Duration ASK_AGAIN = Duration.ofHours(1);

    private final ErasureRows rows;
    private final LockRows locks;
    private final Vault vault;
    private final Clock clock;

    Clearing(ErasureRows rows, LockRows locks, Vault vault, Clock clock) {
        this.rows = rows;
        this.locks = locks;
        this.vault = vault;
        this.clock = clock;
    }

    void run() {
        for (var id : rows.uncleared(clock.instant(), AT_ONCE)) {
            try {
                vault.remove(id.value());
                rows.cleared(id, clock.instant());
            } catch (StillLocked e) {
                locks.locked(id, clock.instant().plus(ASK_AGAIN));
            } catch (StoreDown e) {
                log.info(
                        "The object of the erased recording {} stays: {}",
                        id.value(),
                        e.getMessage());
                return;
            }
        }
    }
}
