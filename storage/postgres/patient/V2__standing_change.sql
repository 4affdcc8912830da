-- Every time somebody was taken off the telephone or put back on it, with the reason; what holds now is in patient.patient.
CREATE TABLE patient.standing_change (
    id         uuid        PRIMARY KEY,
    patient_id uuid        NOT NULL REFERENCES patient.patient,
    what       text        NOT NULL CHECK (what IN ('DO_NOT_CALL', 'SUSPENDED')),
    -- true: not to be called from then on; false: taken back
    begins     boolean     NOT NULL,
    reason     text        NOT NULL CHECK (reason <> ''),
    changed_at timestamptz NOT NULL,
    -- null: no person, for instance a new discharge that ends a readmission
    changed_by uuid        REFERENCES staff.member
);
CREATE INDEX standing_change_by_patient ON patient.standing_change (patient_id, changed_at DESC, id DESC);
CREATE INDEX patient_not_called ON patient.patient (id) WHERE do_not_call;

-- Whoever is on the list already gets the line that nobody wrote then.
INSERT INTO patient.standing_change (id, patient_id, what, begins, reason, changed_at)
SELECT gen_random_uuid(), id, 'DO_NOT_CALL', true, coalesce(nullif(do_not_call_reason, ''), 'DO_NOT_CALL'), created_at
FROM patient.patient WHERE do_not_call;
INSERT INTO patient.standing_change (id, patient_id, what, begins, reason, changed_at)
SELECT gen_random_uuid(), id, 'SUSPENDED', true, suspended, coalesce(suspended_at, created_at)
FROM patient.patient WHERE suspended IS NOT NULL;

-- What was noted stays as it was noted.
CREATE FUNCTION patient.standing_change_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'patient.standing_change is only added to';
END $$;
CREATE TRIGGER standing_change_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON patient.standing_change
    FOR EACH STATEMENT EXECUTE FUNCTION patient.standing_change_stays();
