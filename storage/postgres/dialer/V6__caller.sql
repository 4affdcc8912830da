-- Who called in: whom his number may belong to, and what became of it. Facts only, each set once.
CREATE TABLE dialer.caller (
    call_id      uuid        PRIMARY KEY REFERENCES call.call,
    arrived_at   timestamptz NOT NULL,
    -- by the number alone, which is no proof
    patient_id   uuid        REFERENCES patient.patient,
    contact_id   uuid        REFERENCES patient.contact,
    out_of_hours boolean     NOT NULL,
    taken_by     uuid        REFERENCES staff.member,
    taken_at     timestamptz,
    -- he reached nobody
    missed_at    timestamptz,
    -- under which he is called back
    task_id      uuid        REFERENCES worklist.task,
    CHECK ((taken_by IS NULL) = (taken_at IS NULL)),
    CHECK ((patient_id IS NULL) = (contact_id IS NULL))
);
CREATE INDEX caller_missed ON dialer.caller (missed_at) WHERE missed_at IS NOT NULL;
CREATE INDEX caller_by_patient ON dialer.caller (patient_id, arrived_at) WHERE patient_id IS NOT NULL;

-- One row: what becomes of callers.
CREATE TABLE dialer.inbound (
    only_one      boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    -- whether anybody is let in at all
    open          boolean NOT NULL DEFAULT true,
    queue_seconds int     NOT NULL DEFAULT 180 CHECK (queue_seconds BETWEEN 10 AND 600)
);
INSERT INTO dialer.inbound DEFAULT VALUES;
