package org.aftercall.patient;

/** All calls to this patient rest from now on. */
public record PatientSuspended(PatientId patient, Suspension why) {}
