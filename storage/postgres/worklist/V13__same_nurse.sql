-- Who last talked with a patient has his next call to herself for so long, while she is on duty; 0: whoever is free.
ALTER TABLE worklist.worklist ADD COLUMN same_nurse_minutes int NOT NULL DEFAULT 0 CHECK (same_nurse_minutes BETWEEN 0 AND 1440);
ALTER TABLE worklist.result ADD COLUMN staff_id uuid REFERENCES staff.member;
CREATE INDEX result_talked ON worklist.result (patient_id, at DESC) WHERE answered AND staff_id IS NOT NULL;
