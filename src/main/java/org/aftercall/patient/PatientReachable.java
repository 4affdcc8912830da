package org.aftercall.patient;

/** Published in the very transaction that gives a patient a number which may be rung. */
public record PatientReachable(PatientId patient) {}
