package org.aftercall.followup;

import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Published after an answer raised an alarm.
 *
 * @param owner who has to act; null when nobody is on duty
 */
public record EscalationRaised(EscalationId escalation, @Nullable StaffId owner) {}
