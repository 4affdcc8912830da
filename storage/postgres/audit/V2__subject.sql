-- Who did what to this one: who heard this recording.
CREATE INDEX access_by_subject ON audit.access (subject_id, seq) WHERE subject_id IS NOT NULL;
