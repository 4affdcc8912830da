package org.aftercall.dialer;

import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Published inside the transaction that gives an attempt to a nurse: one that predictive dialing
 * ordered for whoever comes, or one that was another's until now.
 *
 * @param before whose it was until now; null when nobody had it
 */
public record AttemptTaken(Attempt attempt, StaffId nurse, @Nullable StaffId before) {}
