package org.aftercall.patient;

/** Published in the very transaction in which a patient may be called again. */
public record PatientResumed(PatientId patient, StandingChange.What from) {}
