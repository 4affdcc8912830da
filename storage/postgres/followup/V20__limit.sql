-- What a doctor set for one patient in place of a questionnaire's usual threshold. The newest row of a name counts; null takes it away.
CREATE TABLE followup.patient_limit (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid        NOT NULL REFERENCES patient.patient,
    name       text        NOT NULL CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
    value      numeric,
    why        text        NOT NULL CHECK (why <> ''),
    set_by     uuid        NOT NULL REFERENCES staff.member,
    set_at     timestamptz NOT NULL
);
CREATE INDEX patient_limit_newest ON followup.patient_limit (patient_id, name, id DESC);
CREATE FUNCTION followup.limits_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'followup.patient_limit is only added to';
END $$;
CREATE TRIGGER limits_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON followup.patient_limit
    FOR EACH STATEMENT EXECUTE FUNCTION followup.limits_stay();
