-- A patient calls, and nothing is owed to him: the talk, or the call back, is a task of its own beside the follow-up of that stay.
ALTER TABLE worklist.task
    ADD kind text NOT NULL DEFAULT 'FOLLOW_UP' CHECK (kind IN ('FOLLOW_UP', 'INBOUND')),
    DROP CONSTRAINT task_worklist_id_encounter_id_key;
CREATE UNIQUE INDEX one_task_per_stay ON worklist.task (worklist_id, encounter_id) WHERE kind = 'FOLLOW_UP';
