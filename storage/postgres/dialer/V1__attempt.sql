CREATE SCHEMA dialer;

CREATE TABLE dialer.attempt (
    id           uuid        PRIMARY KEY,
    task_id      uuid        NOT NULL REFERENCES worklist.task,
    patient_id   uuid        NOT NULL REFERENCES patient.patient,
    contact_id   uuid        NOT NULL REFERENCES patient.contact,
    staff_id     uuid        NOT NULL REFERENCES staff.member,
    call_id      uuid        NOT NULL UNIQUE REFERENCES call.call,
    number_of    int         NOT NULL,
    request_key  text,
    ordered_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    reached      boolean     NOT NULL DEFAULT false,
    settled_at   timestamptz,
    disposition  text,
    CHECK ((settled_at IS NULL) = (disposition IS NULL))
);
-- Law 3: nobody is rung twice at once, nor worked on by two nurses.
CREATE UNIQUE INDEX one_attempt_per_patient ON dialer.attempt (patient_id) WHERE settled_at IS NULL;
CREATE UNIQUE INDEX one_attempt_per_nurse ON dialer.attempt (staff_id) WHERE settled_at IS NULL;
CREATE UNIQUE INDEX attempt_by_request ON dialer.attempt (staff_id, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX attempt_by_task ON dialer.attempt (task_id, ordered_at);
CREATE INDEX attempt_by_contact ON dialer.attempt (contact_id);
