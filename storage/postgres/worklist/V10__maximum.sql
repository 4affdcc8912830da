-- What was no try at the patient (our trunk, our own hanging up) closes nothing, however often it happens.
UPDATE worklist.retry_rule SET max_times = NULL WHERE disposition IN ('TECHNICAL_FAILURE', 'CANCELLED') AND max_times = 10;
-- Who is reached each time and always puts us off is not called back without end.
UPDATE worklist.retry_rule SET max_times = 5 WHERE disposition = 'CALLBACK_DEFINITE' AND max_times IS NULL;
