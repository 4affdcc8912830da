-- The phrases that are listened for. Each saved list is a version and stays; none is the shipped one.
CREATE TABLE transcript.phrase_list (
    version  int         PRIMARY KEY,
    book     jsonb       NOT NULL,
    note     text        NOT NULL DEFAULT '',
    saved_by uuid        NOT NULL,
    saved_at timestamptz NOT NULL
);

-- A phrase that was heard: a suggestion, never a fact. What was rejected stays, to mend the list by.
CREATE TABLE transcript.cue (
    id           uuid        PRIMARY KEY,
    call_id      uuid        NOT NULL REFERENCES call.call,
    kind         text        NOT NULL,
    words        text        NOT NULL,
    speaker      text        NOT NULL CHECK (speaker IN ('NURSE', 'PATIENT')),
    -- from the moment the patient picked up
    at_ms        int         NOT NULL,
    said         text        NOT NULL,
    list_version int         NOT NULL,
    live         boolean     NOT NULL,
    raised_at    timestamptz NOT NULL,
    verdict      text        CHECK (verdict IN ('CONFIRMED', 'REJECTED')),
    judged_by    uuid,
    judged_at    timestamptz,
    UNIQUE (call_id, speaker, kind, words, at_ms),
    CHECK (num_nulls(verdict, judged_by, judged_at) IN (0, 3))
);
