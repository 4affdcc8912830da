-- Two wordings of one questionnaire beside each other on one worklist.
CREATE TABLE followup.trial (
    id            uuid        PRIMARY KEY,
    worklist_id   uuid        NOT NULL REFERENCES worklist.worklist,
    purpose       text        NOT NULL CHECK (purpose <> ''),
    questionnaire text        NOT NULL,
    -- the wording that was there, and the new one
    version_a     int         NOT NULL,
    version_b     int         NOT NULL CHECK (version_b <> version_a),
    -- a number question or a score, and a yes-or-no question; nothing where nobody asks
    satisfaction  text,
    complaint     text,
    started_at    timestamptz NOT NULL,
    started_by    uuid        NOT NULL REFERENCES staff.member,
    ended_at      timestamptz,
    -- null: it ended itself
    ended_by      uuid        REFERENCES staff.member,
    ended_why     text        CHECK (ended_why <> ''),
    -- of those reached when it ended itself: {"A": {"alarms": 41, "reached": 203}, "B": ...}
    evidence      jsonb,
    CHECK (ended_at IS NOT NULL OR ended_by IS NULL AND ended_why IS NULL AND evidence IS NULL),
    CHECK (ended_at IS NULL OR num_nonnulls(ended_why, evidence) = 1)
);
CREATE UNIQUE INDEX one_trial_of_a_list ON followup.trial (worklist_id) WHERE ended_at IS NULL;

-- By lot, at his first call, for as long as it runs.
CREATE TABLE followup.trial_patient (
    trial_id    uuid        NOT NULL REFERENCES followup.trial,
    patient_id  uuid        NOT NULL REFERENCES patient.patient,
    arm         text        NOT NULL CHECK (arm IN ('A', 'B')),
    assigned_at timestamptz NOT NULL,
    PRIMARY KEY (trial_id, patient_id)
);

CREATE FUNCTION followup.trial_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'trial' THEN
        IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
           AND (to_jsonb(NEW) - '{ended_at,ended_by,ended_why,evidence}'::text[])
             = (to_jsonb(OLD) - '{ended_at,ended_by,ended_why,evidence}'::text[]) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a comparison of wordings does not change but for its end'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER trials_stay BEFORE UPDATE OR DELETE ON followup.trial FOR EACH ROW EXECUTE FUNCTION followup.trial_stays();
CREATE TRIGGER trial_patients_stay BEFORE UPDATE OR DELETE ON followup.trial_patient FOR EACH ROW EXECUTE FUNCTION followup.trial_stays();
