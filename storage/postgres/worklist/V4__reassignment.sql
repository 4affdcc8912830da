-- Whom a supervisor gave it to; while she is on duty nobody else is offered it.
ALTER TABLE worklist.task ADD COLUMN assigned_to uuid REFERENCES staff.member;
CREATE INDEX task_assigned ON worklist.task (assigned_to) WHERE assigned_to IS NOT NULL AND closed_at IS NULL;

-- One press of the supervisor's button, so that it can be taken back.
CREATE TABLE worklist.reassignment (
    id        uuid        PRIMARY KEY,
    by_whom   uuid        NOT NULL REFERENCES staff.member,
    at        timestamptz NOT NULL,
    undone_at timestamptz
);
CREATE TABLE worklist.reassigned (
    reassignment_id  uuid NOT NULL REFERENCES worklist.reassignment,
    task_id          uuid NOT NULL REFERENCES worklist.task,
    from_worklist    uuid NOT NULL REFERENCES worklist.worklist,
    from_nurse       uuid REFERENCES staff.member,
    from_callback    uuid REFERENCES staff.member,
    to_worklist      uuid NOT NULL REFERENCES worklist.worklist,
    to_nurse         uuid REFERENCES staff.member,
    attempts         int  NOT NULL,
    PRIMARY KEY (reassignment_id, task_id)
);
