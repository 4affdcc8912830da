package org.aftercall.call;

import java.time.Instant;

/** Published after the patient's telephone was picked up. */
public record CallAnswered(CallId call, Instant at) {}
