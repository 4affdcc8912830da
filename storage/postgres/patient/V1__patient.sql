CREATE SCHEMA patient;

CREATE TABLE patient.patient (
    id                 uuid        PRIMARY KEY,
    name               text        NOT NULL CHECK (name <> ''),
    sex                text        NOT NULL CHECK (sex IN ('MALE', 'FEMALE', 'UNKNOWN')),
    birth_date         date,
    birth_year         int,
    national_id        text        UNIQUE,
    -- No check on purpose: a bad or missing zone is kept as it is, and means "do not call".
    zone               text        DEFAULT 'Asia/Shanghai',
    language           text        NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
    address            text,
    insurance          text,
    do_not_call        boolean     NOT NULL DEFAULT false,
    do_not_call_reason text,
    suspended          text        CHECK (suspended IN ('DECEASED', 'READMITTED', 'MOVED', 'OTHER')),
    suspended_at       timestamptz,
    created_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX patient_by_name ON patient.patient (name text_pattern_ops);

CREATE TABLE patient.contact (
    id         uuid        PRIMARY KEY,
    patient_id uuid        NOT NULL REFERENCES patient.patient,
    relation   text        NOT NULL CHECK (relation IN ('SELF', 'SPOUSE', 'CHILD', 'PARENT', 'SIBLING', 'CAREGIVER', 'FRIEND', 'OTHER')),
    name       text,
    number     text        NOT NULL CHECK (number ~ '^\+[1-9][0-9]{6,14}$'),
    rank       int         NOT NULL,
    invalid_at timestamptz,
    why        text,
    UNIQUE (patient_id, number)
);
CREATE INDEX contact_by_number ON patient.contact (number);

CREATE TABLE patient.encounter (
    id                  uuid        PRIMARY KEY,
    patient_id          uuid        NOT NULL REFERENCES patient.patient,
    admission_no        text        NOT NULL CHECK (admission_no <> ''),
    department          text        NOT NULL CHECK (department <> ''),
    ward                text,
    attending_doctor    text,
    responsible_nurse   text,
    admitted_on         date,
    discharged_on       date        NOT NULL,
    diagnosis           text,
    icd10               text,
    operation           text,
    discharge_condition text,
    note                text,
    created_at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (admission_no, discharged_on)
);
CREATE INDEX encounter_by_patient ON patient.encounter (patient_id, discharged_on DESC);
CREATE INDEX encounter_by_department ON patient.encounter (department);

-- Every yes and no ever said; the last one of each kind counts, none at all counts as yes.
CREATE TABLE patient.consent (
    id         uuid        PRIMARY KEY,
    patient_id uuid        NOT NULL REFERENCES patient.patient,
    what       text        NOT NULL CHECK (what IN ('CALLS', 'RECORDING')),
    given      boolean     NOT NULL,
    said_at    timestamptz NOT NULL,
    heard_by   uuid,
    reason     text
);
CREATE INDEX consent_by_patient ON patient.consent (patient_id, what, said_at DESC, id DESC);
