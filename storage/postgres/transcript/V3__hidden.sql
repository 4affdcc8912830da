-- What not everybody may read: numbers of papers, telephones and cards, and addresses.
CREATE TABLE transcript.hidden (
    transcript_id uuid NOT NULL,
    seq           int  NOT NULL,
    from_word     int  NOT NULL,
    to_word       int  NOT NULL CHECK (to_word > from_word),
    kind          text NOT NULL CHECK (kind IN ('ID_NUMBER', 'PHONE', 'BANK_CARD', 'ADDRESS')),
    speaker       text NOT NULL CHECK (speaker IN ('NURSE', 'PATIENT')),
    from_ms       int  NOT NULL,
    to_ms         int  NOT NULL,
    PRIMARY KEY (transcript_id, seq, from_word),
    FOREIGN KEY (transcript_id, seq) REFERENCES transcript.utterance ON DELETE CASCADE
);

-- The text without it, where there is any; search knows no other, so nobody finds a person by his number.
ALTER TABLE transcript.utterance ADD shown text;

-- Newest first: the talk's beginning beside each utterance, so that frequent words are found by walking back in time.
ALTER TABLE transcript.utterance ADD call_at timestamptz;
UPDATE transcript.utterance u SET call_at = coalesce(r.started_at, t.created_at)
FROM transcript.transcript t JOIN recording.heard r ON r.id = t.recording_id WHERE t.id = u.transcript_id;
ALTER TABLE transcript.utterance ALTER call_at SET NOT NULL;
CREATE INDEX utterance_newest ON transcript.utterance (call_at DESC, transcript_id DESC, seq);
-- The planner has to know which words are frequent.
ALTER TABLE transcript.utterance ALTER terms SET STATISTICS 1000;
