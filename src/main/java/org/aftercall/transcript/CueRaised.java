package org.aftercall.transcript;

import org.aftercall.call.CallId;

/** Something that may matter was heard in a call, or somebody judged it. */
public record CueRaised(CallId call) {}
