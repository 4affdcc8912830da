-- Patients who were here already, taken onto a list at once: so that it can be taken back.
CREATE TABLE worklist.gathering (
    id          uuid        PRIMARY KEY,
    worklist_id uuid        NOT NULL REFERENCES worklist.worklist,
    by_whom     uuid        NOT NULL REFERENCES staff.member,
    at          timestamptz NOT NULL,
    undone_at   timestamptz
);
CREATE TABLE worklist.gathered (
    gathering_id uuid NOT NULL REFERENCES worklist.gathering,
    -- goes with its task when that is taken back
    task_id      uuid NOT NULL REFERENCES worklist.task ON DELETE CASCADE,
    PRIMARY KEY (gathering_id, task_id)
);
CREATE INDEX gathered_task ON worklist.gathered (task_id);
