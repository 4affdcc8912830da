package org.aftercall.recording.vault;

import java.util.List;

/**
 * A place where master keys are kept. It locks new data keys under the newest of them and opens
 * those of all; what it cannot reach it does not make up.
 */
sealed interface KeyHolder permits GivenKeys, FileKeys, TransitKeys {
    /** For people, without secrets. */
    String words();

    /**
     * The name of the key that locks from here on.
     *
     * @throws org.aftercall.recording.KeysDown when it cannot be reached
     */
    String current();

    /**
     * The names of all that are here, destroyed ones not among them.
     *
     * @throws org.aftercall.recording.KeysDown when it cannot be reached
     */
    List<String> masters();

    /** Whether a key of that name would be here. */
    boolean holds(String master);

    SealedKey lock(byte[] dataKey, byte[] owner);

    /**
     * @throws BrokenSeal when it is not what was locked
     * @throws org.aftercall.recording.KeysDown when the key cannot be reached
     */
    byte[] unlock(SealedKey key, byte[] owner) throws BrokenSeal;

    /** Makes a new master key, which locks from here on; the earlier ones go on opening. */
    void rotate();

    /**
     * Whether {@link #rotate} and {@link #destroy} are ours to do, and not the operator's alone.
     */
    boolean ours();

    /**
     * For good. Its newest one stays, whatever is asked.
     *
     * @throws org.aftercall.kernel.Refusal when only the operator can
     */
    void destroy(String master);
}
