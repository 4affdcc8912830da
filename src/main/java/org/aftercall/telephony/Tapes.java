package org.aftercall.telephony;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the switchboard recorded: one headerless file per patient's line, from the moment he picks
 * up, 8 kHz, 16-bit little-endian, interleaved stereo. <b>Left is what the patient says, right is
 * what he hears</b> (the nurse, or music while he waits); both sides keep the same time.
 */
public interface Tapes {
    /**
     * The tape of a line, if there is one; it grows while the line lives, by a second or so at a
     * time.
     */
    Optional<Path> of(LineId line);

    /** All tapes in the spool. */
    List<LineId> all();
}
