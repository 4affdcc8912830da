CREATE SCHEMA transcript;

CREATE TABLE transcript.transcript (
    id           uuid        PRIMARY KEY,
    recording_id uuid        NOT NULL UNIQUE REFERENCES recording.recording,
    call_id      uuid        NOT NULL UNIQUE REFERENCES call.call,
    state        text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'READY', 'NO_MODEL', 'FAILED')),
    language     text,
    model        text,
    demo         boolean     NOT NULL DEFAULT false,
    made_at      timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CHECK (state <> 'READY' OR num_nulls(language, model, made_at) = 0)
);
CREATE INDEX transcript_to_make ON transcript.transcript (created_at) WHERE state IN ('WAITING', 'NO_MODEL');

CREATE TABLE transcript.utterance (
    transcript_id uuid  NOT NULL REFERENCES transcript.transcript ON DELETE CASCADE,
    seq           int   NOT NULL,
    speaker       text  NOT NULL CHECK (speaker IN ('NURSE', 'PATIENT')),
    from_ms       int   NOT NULL,
    to_ms         int   NOT NULL,
    text          text  NOT NULL,
    words         jsonb NOT NULL,
    -- Latin words, and each Chinese character alone and with its neighbour: short Chinese terms are
    -- found through this index and then checked against the text
    terms         text[] NOT NULL,
    PRIMARY KEY (transcript_id, seq)
);
CREATE INDEX utterance_terms ON transcript.utterance USING gin (terms);
