-- What an utterance said before a person corrected it; version 0 is what the recogniser heard.
CREATE TABLE transcript.correction (
    transcript_id uuid        NOT NULL,
    seq           int         NOT NULL,
    version       int         NOT NULL,
    words         jsonb       NOT NULL,
    corrected_by  uuid        NOT NULL,
    corrected_at  timestamptz NOT NULL,
    PRIMARY KEY (transcript_id, seq, version),
    FOREIGN KEY (transcript_id, seq) REFERENCES transcript.utterance ON DELETE CASCADE
);
