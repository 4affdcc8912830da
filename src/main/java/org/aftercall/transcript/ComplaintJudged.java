package org.aftercall.transcript;

import org.aftercall.call.CallId;

/** Somebody said of words in a call that they are a complaint, or that they are none. */
public record ComplaintJudged(CallId call) {}
