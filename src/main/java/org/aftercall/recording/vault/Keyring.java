package org.aftercall.recording.vault;

import java.util.List;

/**
 * All places where master keys are: the first one's newest key locks, and each opens what it
 * locked. So a house can move from a file to a key server without a recording that nobody can play.
 */
final class Keyring {
    private final List<KeyHolder> holders;

    Keyring(List<KeyHolder> holders) {
        this.holders = List.copyOf(holders);
    }

    String words() {
        return first().words();
    }

    String current() {
        return first().current();
    }

    /** The names of all that could open something, wherever they are. */
    List<String> masters() {
        return holders.stream().flatMap(h -> h.masters().stream()).toList();
    }

    boolean holds(String master) {
        return holders.stream().anyMatch(h -> h.holds(master));
    }

    SealedKey lock(byte[] dataKey, byte[] owner) {
        return first().lock(dataKey, owner);
    }

    byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal {
        for (var holder : holders) {
            if (holder.holds(key.master())) {
                return holder.unlock(key, owner);
            }
        }
        throw new BrokenSeal("Sealed under the master key " + key.master() + ", which is not ours");
    }

    void rotate() {
        first().rotate();
    }

    /** Whether the one that locks is ours to replace, and later to destroy. */
    boolean ours() {
        return first().ours();
    }

    /** Whether this one is ours to destroy. */
    boolean destroys(String master) {
        return holders.stream()
                .anyMatch(h ->
                        h.ours() && h.masters().contains(master) && !h.current().equals(master));
    }

    void destroy(String master) {
        for (var holder : holders) {
            if (holder.holds(master)) {
                holder.destroy(master);
            }
        }
    }

    private KeyHolder first() {
        return holders.getFirst();
    }
}
