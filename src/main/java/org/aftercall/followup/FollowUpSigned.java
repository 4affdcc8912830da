package org.aftercall.followup;

import org.aftercall.call.CallId;
import org.aftercall.worklist.TaskId;

/** Published after a record was signed, by a nurse or by the house. */
public record FollowUpSigned(FollowUpId record, TaskId task, CallId call) {}
