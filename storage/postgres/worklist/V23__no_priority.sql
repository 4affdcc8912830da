-- Nothing ever gave a task a priority of its own: what is urgent is a list's priority, a callback, or the list's order.
DROP INDEX worklist.task_next;
DROP INDEX worklist.task_next_in_department;
ALTER TABLE worklist.task DROP COLUMN priority;
CREATE INDEX task_next ON worklist.task (worklist_id, next_at, id) WHERE state IN ('WAITING', 'CLAIMED') AND aside_until IS NULL;
CREATE INDEX task_next_in_department ON worklist.task (worklist_id, department, next_at, id)
    WHERE state IN ('WAITING', 'CLAIMED') AND aside_until IS NULL;
