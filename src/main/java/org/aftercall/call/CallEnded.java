package org.aftercall.call;

import java.time.Instant;

/**
 * Published after a call is over.
 *
 * @param answered whether somebody had picked up, so that there is something to keep
 */
public record CallEnded(CallId call, Instant at, boolean answered) {}
