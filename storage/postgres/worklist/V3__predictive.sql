ALTER TABLE worklist.worklist
    -- predictive dialing stops running ahead of the nurses once so many percent were abandoned in half an hour
    ADD max_abandon_percent numeric(4,2) NOT NULL DEFAULT 1.0 CHECK (max_abandon_percent BETWEEN 0 AND 3),
    ADD detect_machines     boolean      NOT NULL DEFAULT false;

-- Held by nobody: predictive dialing rings the patient, and whoever is free when he answers gets him.
ALTER TABLE worklist.task DROP CONSTRAINT task_check1;
-- He answered and no nurse came: called again first of all, by a nurse who is there before his telephone rings.
INSERT INTO worklist.retry_rule (disposition, shown, delay_minutes, next_step, counts_attempt, needs_note, reached) VALUES
    ('ABANDONED', 29, 1, 'RETRY', false, false, 'NOBODY');
CREATE INDEX task_abandoned ON worklist.task (worklist_id, next_at)
    WHERE last_disposition = 'ABANDONED' AND callback_at IS NULL AND state IN ('WAITING', 'CLAIMED');
CREATE INDEX result_abandoned ON worklist.result (patient_id, at) WHERE disposition = 'ABANDONED';
