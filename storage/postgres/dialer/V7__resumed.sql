-- A patient who rings back while his nurse still writes him up: no attempt of its own, since he has one, but the same talk gone on.
ALTER TABLE dialer.caller ADD attempt_id uuid REFERENCES dialer.attempt;
CREATE INDEX caller_resumes ON dialer.caller (attempt_id) WHERE attempt_id IS NOT NULL;
