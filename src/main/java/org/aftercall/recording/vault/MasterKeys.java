package org.aftercall.recording.vault;

import java.util.Arrays;
import java.util.List;

/** Several master keys by their names; the last one locks. */
record MasterKeys(List<MasterKey> keys) {
    MasterKeys {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There is no master key");
        }
    }

    /**
     * @param text keys in Base64, between them spaces, lines or commas
     */
    static MasterKeys of(String text) {
        return new MasterKeys(
                Arrays.stream(text.split("[\\s,]+"))
                        .filter(word -> !word.isEmpty())
                        .map(MasterKey::of)
                        .toList());
    }

    List<String> ids() {
        return keys.stream().map(MasterKey::id).toList();
    }

    MasterKey last() {
        return keys.getLast();
    }

    boolean holds(String master) {
        return keys.stream().anyMatch(k -> k.id().equals(master));
    }

    byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal {
        for (var one : keys) {
            if (one.id().equals(key.master())) {
                return one.unlock(key, owner);
            }
        }
        throw new BrokenSeal("Sealed under the master key " + key.master() + ", which is not here");
    }
}
