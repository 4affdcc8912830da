-- Tell the recordings of earlier transcripts what of them not everybody may hear.
INSERT INTO recording.covered (recording_id, from_ms, until_ms)
SELECT t.recording_id, h.from_ms, greatest(h.to_ms, h.from_ms + 1)
FROM transcript.hidden h JOIN transcript.transcript t ON t.id = h.transcript_id
ON CONFLICT DO NOTHING;
UPDATE recording.recording r SET searched = CASE t.state WHEN 'READY' THEN 'DONE' ELSE 'HOPELESS' END
FROM transcript.transcript t WHERE t.recording_id = r.id AND t.state IN ('READY', 'NO_MODEL', 'FAILED');
