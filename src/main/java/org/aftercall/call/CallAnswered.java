package org.aftercall.call;

import java.time.Instant;

/**
 * Published after the patient's telephone was picked up; where an answering machine is listened
 * for, only once it was not heard. For who calls in, once he was let in.
 *
 * @param at when it was picked up
 */
public record CallAnswered(CallId call, Instant at) {}
