-- A nurse gave back a task that she was offered: her reason, and until when she thinks it should rest.
CREATE TABLE worklist.skip (
    task_id  uuid        NOT NULL REFERENCES worklist.task,
    staff_id uuid        NOT NULL REFERENCES staff.member,
    at       timestamptz NOT NULL,
    reason   text        NOT NULL CHECK (reason <> ''),
    until    timestamptz,
    PRIMARY KEY (task_id, at)
);
