CREATE SCHEMA worklist;

CREATE TABLE worklist.worklist (
    id            uuid     PRIMARY KEY,
    name          text     NOT NULL CHECK (name <> ''),
    -- null: takes the patients of every department
    department    text,
    questionnaire text     NOT NULL,
    -- patient's local time
    window_from   time     NOT NULL,
    window_until  time     NOT NULL CHECK (window_from < window_until),
    zone          text     NOT NULL,
    max_attempts  int      NOT NULL DEFAULT 4 CHECK (max_attempts BETWEEN 1 AND 20),
    ring_seconds  int      NOT NULL DEFAULT 40 CHECK (ring_seconds BETWEEN 10 AND 120),
    paused        boolean  NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE worklist.task (
    id              uuid        PRIMARY KEY,
    worklist_id     uuid        NOT NULL REFERENCES worklist.worklist,
    patient_id      uuid        NOT NULL REFERENCES patient.patient,
    encounter_id    uuid        NOT NULL REFERENCES patient.encounter,
    department      text        NOT NULL,
    priority        smallint    NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    next_at         timestamptz NOT NULL,
    state           text        NOT NULL DEFAULT 'WAITING'
                    CHECK (state IN ('WAITING', 'CLAIMED', 'HELD', 'DONE', 'GIVEN_UP')),
    attempts        int         NOT NULL DEFAULT 0,
    last_disposition text,
    callback_at     timestamptz,
    claimed_by      uuid        REFERENCES staff.member,
    claimed_until   timestamptz,
    closed_at       timestamptz,
    closed_why      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (worklist_id, encounter_id),
    CHECK (state <> 'CLAIMED' OR claimed_by IS NOT NULL AND claimed_until IS NOT NULL),
    CHECK (state <> 'HELD' OR claimed_by IS NOT NULL),
    CHECK ((state IN ('DONE', 'GIVEN_UP')) = (closed_at IS NOT NULL))
);
CREATE INDEX task_next ON worklist.task (worklist_id, priority DESC, next_at) WHERE state IN ('WAITING', 'CLAIMED');
CREATE INDEX task_by_patient ON worklist.task (patient_id);
CREATE INDEX task_by_holder ON worklist.task (claimed_by) WHERE state IN ('CLAIMED', 'HELD');
CREATE INDEX task_closed ON worklist.task (closed_at DESC) WHERE closed_at IS NOT NULL;

-- What each ending means for the task: data, so that a hospital can change it.
-- next_step: RETRY after the delay · NEXT_NUMBER now if there is one, else close · CALLBACK at the agreed time ·
-- CLOSE as done · STOP as given up · SUPERVISOR's list.
CREATE TABLE worklist.retry_rule (
    disposition     text     PRIMARY KEY,
    shown           smallint NOT NULL,
    delay_minutes   int      NOT NULL DEFAULT 0,
    next_step       text     NOT NULL CHECK (next_step IN ('RETRY', 'NEXT_NUMBER', 'CALLBACK', 'CLOSE', 'STOP', 'SUPERVISOR')),
    counts_attempt  boolean  NOT NULL,
    needs_note      boolean  NOT NULL DEFAULT false,
    reached         text     NOT NULL CHECK (reached IN ('PATIENT', 'PROXY', 'OTHER', 'NOBODY'))
);
INSERT INTO worklist.retry_rule (disposition, shown, delay_minutes, next_step, counts_attempt, needs_note, reached) VALUES
    ('COMPLETED_ROUTINE',          1,     0, 'CLOSE',       true,  false, 'PATIENT'),
    ('COMPLETED_ESCALATED',        2,     0, 'CLOSE',       true,  true,  'PATIENT'),
    ('CALLBACK_DEFINITE',          3,     0, 'CALLBACK',    true,  false, 'PATIENT'),
    ('CALLBACK_UNSPECIFIED',       4,   240, 'RETRY',       true,  false, 'PATIENT'),
    ('INTERRUPTED',                5,    10, 'RETRY',       true,  false, 'PATIENT'),
    ('SOFT_REFUSAL',               6, 10080, 'RETRY',       true,  false, 'PATIENT'),
    ('HARD_REFUSAL',               7,     0, 'STOP',        true,  true,  'PATIENT'),
    ('DO_NOT_CALL',                8,     0, 'STOP',        true,  true,  'PATIENT'),
    ('NOT_HOME_PROXY_ANSWERED',    9,   240, 'RETRY',       true,  false, 'PROXY'),
    ('WRONG_PERSON',              10,     0, 'NEXT_NUMBER', true,  false, 'OTHER'),
    ('LANGUAGE_BARRIER',          11,     0, 'SUPERVISOR',  true,  true,  'PATIENT'),
    ('UNABLE_HEALTH',             12,  1440, 'RETRY',       true,  true,  'PROXY'),
    ('NO_ANSWER',                 13,   180, 'RETRY',       true,  false, 'NOBODY'),
    ('BUSY',                      14,    15, 'RETRY',       true,  false, 'NOBODY'),
    ('MACHINE_NO_MESSAGE',        15,   180, 'RETRY',       true,  false, 'NOBODY'),
    ('VOICEMAIL_LEFT',            16,   180, 'RETRY',       true,  false, 'NOBODY'),
    ('NUMBER_INVALID',            17,     0, 'NEXT_NUMBER', true,  false, 'NOBODY'),
    ('FAX_OR_BUSINESS',           18,     0, 'NEXT_NUMBER', true,  false, 'OTHER'),
    ('TECHNICAL_FAILURE',         19,     5, 'RETRY',       false, false, 'NOBODY'),
    ('DECEASED',                  20,     0, 'STOP',        true,  true,  'PROXY'),
    ('READMITTED_OR_IN_FACILITY', 21,     0, 'STOP',        true,  true,  'PROXY'),
    ('MOVED_OR_OTHER_CARE',       22,     0, 'STOP',        true,  true,  'PATIENT'),
    ('ALREADY_VISITED',           23,     0, 'CLOSE',       true,  true,  'PATIENT'),
    ('TRANSFERRED_LIVE',          24,     0, 'CLOSE',       true,  true,  'PATIENT'),
    ('REFER_SUPERVISOR',          25,     0, 'SUPERVISOR',  true,  true,  'PATIENT'),
    ('CANCELLED',                 26,     0, 'RETRY',       false, false, 'NOBODY'),
    ('RECORD_LOST',               27,     0, 'SUPERVISOR',  true,  false, 'NOBODY'),
    ('MAX_ATTEMPTS',              28,     0, 'STOP',        false, false, 'NOBODY');
