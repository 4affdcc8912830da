ALTER TABLE worklist.worklist
    ADD mode            text     NOT NULL DEFAULT 'PREVIEW' CHECK (mode IN ('MANUAL', 'PREVIEW', 'PROGRESSIVE', 'PREDICTIVE')),
    -- null: a preview waits for the nurse; else it dials by itself after so many seconds
    ADD preview_seconds int      CHECK (preview_seconds BETWEEN 5 AND 600),
    ADD priority        smallint NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9),
    ADD ordering        text     NOT NULL DEFAULT 'DUE' CHECK (ordering IN ('DUE', 'RISK', 'DISCHARGE_CLOCK', 'ANSWER_PROBABILITY')),
    ADD caller_id       text     CHECK (caller_id ~ '^\+?[0-9]{3,15}$'),
    ADD starts_on       date,
    ADD ends_on         date     CHECK (ends_on >= starts_on),
    ADD callback_grace_minutes int NOT NULL DEFAULT 15 CHECK (callback_grace_minutes BETWEEN 0 AND 1440),
    -- What feeds it; an empty one lets everybody in.
    ADD departments     text[]   NOT NULL DEFAULT '{}',
    ADD wards           text[]   NOT NULL DEFAULT '{}',
    ADD icd10           text[]   NOT NULL DEFAULT '{}',
    ADD min_age         int      CHECK (min_age BETWEEN 0 AND 150),
    ADD max_age         int      CHECK (max_age BETWEEN 0 AND 150 AND max_age >= coalesce(min_age, 0)),
    ADD keeps_holidays  boolean  NOT NULL DEFAULT false,
    ADD paused_why      text,
    ADD version         int      NOT NULL DEFAULT 1;
UPDATE worklist.worklist SET departments = ARRAY[department] WHERE department IS NOT NULL;

-- Spans of the week on the patient's clock, in minutes of the day; 1440 is midnight.
CREATE TABLE worklist.hours (
    worklist_id  uuid     NOT NULL REFERENCES worklist.worklist,
    weekday      smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute  int      NOT NULL CHECK (from_minute >= 0),
    until_minute int      NOT NULL CHECK (until_minute <= 1440 AND from_minute < until_minute),
    PRIMARY KEY (worklist_id, weekday, from_minute)
);
INSERT INTO worklist.hours (worklist_id, weekday, from_minute, until_minute)
SELECT id, weekday, extract(epoch FROM window_from)::int / 60, extract(epoch FROM window_until)::int / 60
FROM worklist.worklist, generate_series(1, 7) AS weekday;
ALTER TABLE worklist.worklist DROP COLUMN window_from, DROP COLUMN window_until, DROP COLUMN department;

-- Who works on it; nobody here means everybody whose departments it touches.
CREATE TABLE worklist.crew (
    worklist_id uuid NOT NULL REFERENCES worklist.worklist,
    staff_id    uuid NOT NULL REFERENCES staff.member,
    PRIMARY KEY (worklist_id, staff_id)
);

-- A row per disposition is the house's rule (worklist_id null) or a list's own.
ALTER TABLE worklist.retry_rule
    DROP CONSTRAINT retry_rule_pkey,
    ADD worklist_id       uuid    REFERENCES worklist.worklist,
    ADD other_part_of_day boolean NOT NULL DEFAULT false,
    ADD other_number      boolean NOT NULL DEFAULT false,
    ADD other_nurse       boolean NOT NULL DEFAULT false,
    -- so many endings of this kind close the task; null: only the list's own maximum counts
    ADD max_times         int     CHECK (max_times BETWEEN 1 AND 20),
    ADD CONSTRAINT one_rule_per_list UNIQUE NULLS NOT DISTINCT (worklist_id, disposition);
UPDATE worklist.retry_rule SET other_part_of_day = true
WHERE disposition IN ('NO_ANSWER', 'MACHINE_NO_MESSAGE', 'VOICEMAIL_LEFT', 'CALLBACK_UNSPECIFIED', 'NOT_HOME_PROXY_ANSWERED');
-- "Not now, thanks": once more, after a week, and by somebody else.
UPDATE worklist.retry_rule SET max_times = 2, other_nurse = true WHERE disposition = 'SOFT_REFUSAL';
UPDATE worklist.retry_rule SET max_times = 10 WHERE disposition IN ('BUSY', 'TECHNICAL_FAILURE', 'CANCELLED');

ALTER TABLE worklist.task
    ADD CONSTRAINT task_priority CHECK (priority BETWEEN 0 AND 3),
    -- who promised the callback; she has it to herself for the list's grace
    ADD callback_nurse     uuid REFERENCES staff.member,
    ADD callback_missed_at timestamptz,
    -- whom the patient would rather not hear again
    ADD not_nurse          uuid REFERENCES staff.member;
DROP INDEX worklist.task_next;
CREATE INDEX task_next ON worklist.task (worklist_id, priority DESC, next_at, id) WHERE state IN ('WAITING', 'CLAIMED');
CREATE INDEX task_callback ON worklist.task (worklist_id, next_at) WHERE callback_at IS NOT NULL AND state IN ('WAITING', 'CLAIMED');

-- How every attempt at a task ended, for caps, maxima and what the hours teach.
CREATE TABLE worklist.result (
    task_id     uuid        NOT NULL REFERENCES worklist.task,
    patient_id  uuid        NOT NULL REFERENCES patient.patient,
    at          timestamptz NOT NULL,
    channel     text        NOT NULL DEFAULT 'PHONE',
    disposition text        NOT NULL,
    counted     boolean     NOT NULL,
    -- somebody picked up
    answered    boolean     NOT NULL,
    -- hour on the patient's clock, null where that is not known
    hour        smallint    CHECK (hour BETWEEN 0 AND 23),
    age         smallint
);
CREATE INDEX result_by_patient ON worklist.result (patient_id, at DESC) WHERE counted;
CREATE INDEX result_by_task ON worklist.result (task_id, disposition);

-- Who picks up when, by age band of ten years: counted from this hospital's own calls.
CREATE TABLE worklist.answer_hour (
    age_band smallint NOT NULL,
    hour     smallint NOT NULL,
    tried    int      NOT NULL,
    answered int      NOT NULL,
    PRIMARY KEY (age_band, hour)
);

-- Rules of the house over all lists and channels: one row.
CREATE TABLE worklist.house_rule (
    one       boolean PRIMARY KEY DEFAULT true CHECK (one),
    per_day   int     NOT NULL DEFAULT 4 CHECK (per_day BETWEEN 1 AND 20),
    per_week  int     NOT NULL DEFAULT 8 CHECK (per_week BETWEEN 1 AND 50),
    -- when a part of the day begins, in minutes: morning, afternoon, evening
    afternoon int     NOT NULL DEFAULT 720,
    evening   int     NOT NULL DEFAULT 1020,
    CHECK (0 < afternoon AND afternoon < evening AND evening < 1440)
);
INSERT INTO worklist.house_rule DEFAULT VALUES;
