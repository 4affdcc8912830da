-- Through whose hands a record went until it was signed: with the patient from desk to desk, or given by a supervisor.
CREATE TABLE followup.hand (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- no foreign key: it would answer a TRUNCATE of the records before their own trigger does
    record_id  uuid        NOT NULL,
    from_staff uuid        NOT NULL REFERENCES staff.member,
    to_staff   uuid        NOT NULL REFERENCES staff.member,
    at         timestamptz NOT NULL
);
CREATE INDEX hand_by_record ON followup.hand (record_id, id);
