package org.aftercall.recording;

/** A stretch that is not on the recording, from its beginning on; {@code untilMs} is exclusive. */
public record Gap(long fromMs, long untilMs, PauseReason reason) {}
