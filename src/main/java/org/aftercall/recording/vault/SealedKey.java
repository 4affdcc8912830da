package org.aftercall.recording.vault;

/**
 * The data key of one recording, locked by a master key.
 *
 * @param master which master key opens it
 */
public record SealedKey(String master, byte[] sealed) {}
