package org.aftercall.recording;

import org.aftercall.call.CallId;

/**
 * Published when nothing of a talk may be kept any more, or may again: see {@link Pauses#quiet}.
 */
public record TapeQuiet(CallId call) {}
