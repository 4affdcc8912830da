package org.aftercall.patient;

/** A patient said no to something that was allowed before. */
public record ConsentWithdrawn(PatientId patient, Consent.To to) {}
