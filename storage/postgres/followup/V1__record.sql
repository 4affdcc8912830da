CREATE SCHEMA followup;

-- One row per ordered attempt, opened in the very transaction that orders it.
CREATE TABLE followup.record (
    id             uuid        PRIMARY KEY,
    attempt_id     uuid        NOT NULL UNIQUE REFERENCES dialer.attempt,
    task_id        uuid        NOT NULL REFERENCES worklist.task,
    patient_id     uuid        NOT NULL REFERENCES patient.patient,
    encounter_id   uuid        NOT NULL REFERENCES patient.encounter,
    call_id        uuid        NOT NULL UNIQUE REFERENCES call.call,
    staff_id       uuid        NOT NULL REFERENCES staff.member,
    department     text        NOT NULL,
    attempt_no     int         NOT NULL,
    questionnaire  text        NOT NULL,
    questionnaire_version int  NOT NULL,
    state          text        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'SIGNED')),
    version        int         NOT NULL DEFAULT 1,
    answers        jsonb       NOT NULL DEFAULT '{}',
    note           text        NOT NULL DEFAULT '',
    -- the four axes
    line_result    text,
    reached        text        CHECK (reached IN ('PATIENT', 'PROXY', 'OTHER', 'NOBODY')),
    completion     text        CHECK (completion IN ('NOT_STARTED', 'PARTIAL', 'COMPLETE', 'REFUSED')),
    clinical       text        CHECK (clinical IN ('NONE', 'ROUTINE', 'ADVICE', 'URGENT', 'EMERGENCY')),
    relation       text,
    open_question  text,
    q850           int,
    disposition    text,
    callback_at    timestamptz,
    next_step      text,
    next_at        timestamptz,
    ordered_at     timestamptz NOT NULL,
    answered_at    timestamptz,
    ended_at       timestamptz,
    saved_at       timestamptz NOT NULL,
    signed_at      timestamptz,
    -- null on a signed record: the house signed it from the line's result
    signed_by      uuid        REFERENCES staff.member,
    -- SHA-256 over everything that was signed
    seal           bytea,
    CHECK (state = 'OPEN' OR disposition IS NOT NULL AND reached IS NOT NULL AND completion IS NOT NULL
           AND clinical IS NOT NULL AND line_result IS NOT NULL AND signed_at IS NOT NULL AND seal IS NOT NULL)
);
CREATE INDEX record_by_patient ON followup.record (patient_id, ordered_at DESC);
CREATE INDEX record_by_time ON followup.record (ordered_at DESC, id DESC);
CREATE INDEX record_open ON followup.record (staff_id) WHERE state = 'OPEN';

-- Law 6: a signed record does not change.
CREATE FUNCTION followup.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'SIGNED' THEN
        RAISE EXCEPTION 'a signed record does not change, and no record is deleted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signed_records_stay BEFORE UPDATE OR DELETE ON followup.record
    FOR EACH ROW EXECUTE FUNCTION followup.refuse();
