package org.aftercall.dialer;

import java.time.Instant;
import org.aftercall.call.CallId;

/** Published after an attempt reached nobody, or nobody of ours reached who picked up. */
public record AttemptMissed(AttemptId attempt, CallId call, Instant at) {}
