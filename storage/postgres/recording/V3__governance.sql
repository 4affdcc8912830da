-- Whose sound it is, about which stay in hospital, on which list, and how the talk came out: what retention, holds and
-- erasure go by. No foreign keys: these rooms are downstream.
ALTER TABLE recording.recording
    ADD COLUMN patient_id  uuid,
    ADD COLUMN case_id     uuid,
    ADD COLUMN worklist_id uuid,
    ADD COLUMN outcome     text,
    -- of an erased one: when its object, unreadable since, was seen gone from the store
    ADD COLUMN erased_at   timestamptz,
    ADD COLUMN cleared_at  timestamptz;
ALTER TABLE recording.recording DROP CONSTRAINT recording_state_check;
ALTER TABLE recording.recording
    ADD CONSTRAINT recording_state_check CHECK (state IN ('WAITING', 'STORED', 'EMPTY', 'LOST', 'ERASED')),
    ADD CONSTRAINT recording_erased_check CHECK (state <> 'ERASED' OR
        erased_at IS NOT NULL AND num_nonnulls(sealed_key, nurse_peaks, patient_peaks) = 0);
CREATE INDEX recording_of_patient ON recording.recording (patient_id);
CREATE INDEX recording_of_case ON recording.recording (case_id);
CREATE INDEX recording_uncleared ON recording.recording (erased_at) WHERE state = 'ERASED' AND cleared_at IS NULL;

-- How long recordings are kept. A null means any; of all that fit the longest counts; where none fits there is no end.
CREATE TABLE recording.retention (
    id          uuid PRIMARY KEY,
    worklist_id uuid,
    department  text,
    outcome     text,
    days        int  NOT NULL CHECK (days BETWEEN 1 AND 36500),
    UNIQUE NULLS NOT DISTINCT (worklist_id, department, outcome)
);

-- What must stay, whatever the rules and the person say: all recordings of a person, or of one stay.
CREATE TABLE recording.hold (
    id         uuid        PRIMARY KEY,
    patient_id uuid,
    case_id    uuid,
    reason     text        NOT NULL,
    placed_by  uuid        NOT NULL,
    placed_at  timestamptz NOT NULL,
    lifted_by  uuid,
    lifted_at  timestamptz,
    lifted_why text,
    CHECK (num_nonnulls(patient_id, case_id) = 1),
    CHECK (num_nulls(lifted_by, lifted_at, lifted_why) IN (0, 3))
);
CREATE UNIQUE INDEX one_hold ON recording.hold (patient_id, case_id) NULLS NOT DISTINCT WHERE lifted_at IS NULL;

CREATE FUNCTION recording.held(patient uuid, stay uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM recording.hold h
                   WHERE h.lifted_at IS NULL AND (h.patient_id = patient OR h.case_id = stay))
$$;

-- Held is held: no code, and nobody at the database's prompt, destroys a data key by the way.
CREATE FUNCTION recording.keep_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF recording.held(OLD.patient_id, OLD.case_id) THEN
        RAISE EXCEPTION 'Recording % is under a hold', OLD.id USING ERRCODE = 'AF002';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER keep_held BEFORE UPDATE ON recording.recording FOR EACH ROW
    WHEN (OLD.sealed_key IS NOT NULL AND NEW.sealed_key IS NULL) EXECUTE FUNCTION recording.keep_held();
CREATE TRIGGER keep_held_row BEFORE DELETE ON recording.recording FOR EACH ROW EXECUTE FUNCTION recording.keep_held();

-- Who wished a person's sound gone, and why.
CREATE TABLE recording.erasure (
    id         uuid        PRIMARY KEY,
    patient_id uuid        NOT NULL,
    reason     text        NOT NULL,
    asked_by   uuid        NOT NULL,
    at         timestamptz NOT NULL,
    recordings int         NOT NULL
);

-- What the nightly sweep did and what the inventory of the store found.
CREATE TABLE recording.report (
    id       uuid        PRIMARY KEY,
    kind     text        NOT NULL CHECK (kind IN ('SWEEP', 'INVENTORY')),
    night    date,
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    good     boolean     NOT NULL,
    figures  jsonb       NOT NULL,
    -- ids of recordings and objects that are not as they should be
    amiss    jsonb       NOT NULL,
    UNIQUE (kind, night)
);
CREATE INDEX report_latest ON recording.report (kind, began_at DESC);
