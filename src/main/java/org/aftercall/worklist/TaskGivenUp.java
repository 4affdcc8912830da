package org.aftercall.worklist;

import org.aftercall.patient.PatientId;

/** Published after a task was closed without having been done. */
public record TaskGivenUp(TaskId task, PatientId patient, Disposition why) {}
