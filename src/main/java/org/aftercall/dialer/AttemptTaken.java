package org.aftercall.dialer;

import org.aftercall.staff.StaffId;

/**
 * Published inside the transaction that gives a call, which predictive dialing ordered, to a nurse.
 */
public record AttemptTaken(Attempt attempt, StaffId nurse) {}
