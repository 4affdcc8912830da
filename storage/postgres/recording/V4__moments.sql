-- Whether the talks of a list are recorded; a list without a row is ALWAYS.
CREATE TABLE recording.mode (
    worklist_id uuid PRIMARY KEY,
    mode        text NOT NULL CHECK (mode IN ('ALWAYS', 'ON_CONSENT', 'NEVER'))
);

-- Calls in which the patient is asked; his last answer counts, and no answer is none.
CREATE TABLE recording.consent (
    call_id     uuid PRIMARY KEY REFERENCES call.call,
    agreed      boolean,
    answered_at timestamptz,
    noted_by    uuid,
    CHECK (num_nulls(agreed, answered_at, noted_by) IN (0, 3))
);

-- Stretches of a talk that are on no recording.
CREATE TABLE recording.pause (
    id       uuid        PRIMARY KEY,
    call_id  uuid        NOT NULL REFERENCES call.call,
    reason   text        NOT NULL,
    from_at  timestamptz NOT NULL,
    until_at timestamptz,
    staff_id uuid,
    CHECK (until_at >= from_at)
);
CREATE UNIQUE INDEX one_open_pause ON recording.pause (call_id) WHERE until_at IS NULL;
CREATE INDEX pause_of_call ON recording.pause (call_id);

-- Bookmarks that a nurse made while she talked, and what listeners said of a moment.
CREATE TABLE recording.moment (
    id       uuid        PRIMARY KEY,
    call_id  uuid        NOT NULL REFERENCES call.call,
    kind     text        NOT NULL CHECK (kind IN ('BOOKMARK', 'COMMENT')),
    at_ms    bigint      NOT NULL CHECK (at_ms >= 0),
    until_ms bigint      CHECK (until_ms >= at_ms),
    said     text        NOT NULL,
    -- an answer to another comment, at its moment
    answers  uuid        REFERENCES recording.moment,
    staff_id uuid        NOT NULL,
    made_at  timestamptz NOT NULL
);
CREATE INDEX moment_of_call ON recording.moment (call_id, at_ms);
