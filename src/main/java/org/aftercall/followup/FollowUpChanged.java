package org.aftercall.followup;

import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;

/** Published after something in a record changed. */
public record FollowUpChanged(FollowUpId record, @Nullable StaffId nurse) {}
