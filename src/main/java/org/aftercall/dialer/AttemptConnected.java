package org.aftercall.dialer;

import org.aftercall.call.CallId;

/** Published after somebody picked up. */
public record AttemptConnected(AttemptId attempt, CallId call) {}
