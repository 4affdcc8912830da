-- The few who are not to be called at all, for every count of what is due.
CREATE INDEX patient_resting ON patient.patient (id) WHERE suspended IS NOT NULL OR do_not_call;
