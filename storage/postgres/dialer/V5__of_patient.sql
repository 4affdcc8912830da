-- Whether a patient still talks, asked before each call.
CREATE INDEX attempt_by_patient ON dialer.attempt (patient_id);
