-- On the supervisor's list since then: nobody is offered it until she gives it back, calls herself, or closes it.
ALTER TABLE worklist.task ADD COLUMN referred_at timestamptz;
CREATE INDEX task_referred ON worklist.task (referred_at) WHERE referred_at IS NOT NULL;
UPDATE worklist.task SET referred_at = now()
WHERE closed_at IS NULL AND state = 'WAITING' AND callback_at IS NULL
  AND last_disposition IN ('LANGUAGE_BARRIER', 'REFER_SUPERVISOR', 'RECORD_LOST');

-- A task that was closed without a call, or opened again: who, when and why. Only added to.
CREATE TABLE worklist.closing (
    id      uuid        PRIMARY KEY,
    task_id uuid        NOT NULL REFERENCES worklist.task,
    by_whom uuid        REFERENCES staff.member,
    at      timestamptz NOT NULL,
    closed  boolean     NOT NULL,
    reason  text        NOT NULL CHECK (reason <> ''),
    note    text        NOT NULL DEFAULT ''
);
CREATE INDEX closing_of_task ON worklist.closing (task_id, at);
