-- What nobody has judged yet, the newest first: ids follow the time.
CREATE INDEX cue_unjudged ON transcript.cue (id) WHERE verdict IS NULL;
