package org.aftercall.call;

/** Published after the call of somebody who called in is over, beside {@link CallEnded}. */
public record CallerGone(CallId call) {}
