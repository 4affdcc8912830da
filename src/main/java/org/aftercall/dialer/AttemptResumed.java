package org.aftercall.dialer;

import org.aftercall.call.CallId;

/**
 * Published inside the transaction that brings a patient back to the nurse who still writes him up.
 *
 * @param call by which he came back; the attempt has its own
 */
public record AttemptResumed(Attempt attempt, CallId call) {}
