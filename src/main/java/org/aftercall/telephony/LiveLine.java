package org.aftercall.telephony;

import java.util.Optional;

/** A line that is alive on the switchboard now. */
public record LiveLine(LineId line, boolean answered, Optional<LineId> joinedWith) {}
