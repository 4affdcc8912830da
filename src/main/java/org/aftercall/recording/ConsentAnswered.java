package org.aftercall.recording;

import java.time.Instant;
import org.aftercall.call.CallId;

/**
 * Published in the transaction that keeps the yes or no of who is asked, just before it is kept: a
 * form's row is locked before its tape's, wherever the answer was noted.
 */
public record ConsentAnswered(CallId call, boolean agreed, Instant at) {}
