package org.aftercall.recording;

import org.aftercall.recording.media.Tape;

/**
 * What was put away.
 *
 * @param bytes size of the Opus file
 * @param sealedBytes size of the object in the store
 * @param sha256 of the Opus file
 */
record Kept(Tape.Heard heard, long bytes, long sealedBytes, byte[] sha256) {}
