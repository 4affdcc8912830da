-- Words that the house wants to be heard: medicines, people, places. Each saved list is a version and stays.
CREATE TABLE transcript.vocabulary (
    version  int         PRIMARY KEY,
    words    jsonb       NOT NULL,
    note     text        NOT NULL DEFAULT '',
    saved_by uuid        NOT NULL,
    saved_at timestamptz NOT NULL
);
-- The version that was listened with; null where the engine cannot take words.
ALTER TABLE transcript.transcript ADD words int;
