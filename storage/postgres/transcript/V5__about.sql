-- What the follow-up record says of a call, for finding it: told by the room that knows.
CREATE TABLE transcript.about (
    call_id     uuid PRIMARY KEY REFERENCES call.call,
    worklist_id uuid,
    nurse_id    uuid,
    outcome     text
);
-- The end of the last word: how long the talk was.
ALTER TABLE transcript.transcript ADD last_ms int NOT NULL DEFAULT 0;
UPDATE transcript.transcript t SET last_ms = coalesce((SELECT max(to_ms) FROM transcript.utterance u WHERE u.transcript_id = t.id), 0);
