-- Found blocked at the head of its list, and not walked past again until then: a note of what the obstacles said, for minutes, and never
-- the truth itself. Only where many pile up.
ALTER TABLE worklist.task ADD COLUMN aside_until timestamptz;
DROP INDEX worklist.task_next;
CREATE INDEX task_next ON worklist.task (worklist_id, priority DESC, next_at, id)
    WHERE state IN ('WAITING', 'CLAIMED') AND aside_until IS NULL;
DROP INDEX worklist.task_next_in_department;
CREATE INDEX task_next_in_department ON worklist.task (worklist_id, department, priority DESC, next_at, id)
    WHERE state IN ('WAITING', 'CLAIMED') AND aside_until IS NULL;
CREATE INDEX task_aside ON worklist.task (worklist_id, aside_until) WHERE aside_until IS NOT NULL;
