-- The key of the request that saved an open record last, so that the same request, whose answer was lost, is answered as it was.
ALTER TABLE followup.record ADD COLUMN saved_by text;
