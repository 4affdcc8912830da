-- Stretches that not everybody may hear, told by the room that knows the words.
CREATE TABLE recording.covered (
    recording_id uuid   NOT NULL REFERENCES recording.recording ON DELETE CASCADE,
    from_ms      bigint NOT NULL CHECK (from_ms >= 0),
    until_ms     bigint NOT NULL CHECK (until_ms > from_ms),
    PRIMARY KEY (recording_id, from_ms, until_ms)
);
-- Whether somebody has looked for them: null while that is to come, HOPELESS where nobody can.
ALTER TABLE recording.recording ADD searched text CHECK (searched IN ('DONE', 'HOPELESS'));

-- What was heard: another version is another play.
ALTER TABLE recording.play ADD version text NOT NULL DEFAULT 'original';
