-- Who listened: Vosk in this house, or a server beside it.
ALTER TABLE transcript.transcript ADD engine text NOT NULL DEFAULT 'vosk';
-- NO_SERVER: it was chosen and does not answer, or not as it should; it is asked again by itself.
ALTER TABLE transcript.transcript DROP CONSTRAINT transcript_state_check;
ALTER TABLE transcript.transcript ADD CONSTRAINT transcript_state_check
    CHECK (state IN ('WAITING', 'READY', 'NO_MODEL', 'NO_SERVER', 'FAILED'));
DROP INDEX transcript.transcript_to_make;
CREATE INDEX transcript_to_make ON transcript.transcript (created_at) WHERE state IN ('WAITING', 'NO_MODEL', 'NO_SERVER');
