package org.aftercall.dialer;

import java.time.Instant;
import org.aftercall.call.CallId;

/** Published after an attempt reached nobody. */
public record AttemptMissed(AttemptId attempt, CallId call, Instant at) {}
