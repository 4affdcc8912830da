package org.aftercall.followup;

import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;

/**
 * Published after an escalation moved: acknowledged, handed over, climbed, closed, withdrawn.
 *
 * @param owner who has it now; null when nobody is on duty
 */
public record EscalationChanged(EscalationId escalation, @Nullable StaffId owner) {}
