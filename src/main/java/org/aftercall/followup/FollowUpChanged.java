package org.aftercall.followup;

import org.aftercall.staff.StaffId;

/** Published after something in a record changed. */
public record FollowUpChanged(FollowUpId record, StaffId nurse) {}
