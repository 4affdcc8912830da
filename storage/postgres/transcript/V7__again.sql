-- Since when it is to be listened to again with a better model; what it says stays until then.
ALTER TABLE transcript.transcript ADD again_since timestamptz;
CREATE INDEX transcript_again ON transcript.transcript (again_since) WHERE again_since IS NOT NULL;
