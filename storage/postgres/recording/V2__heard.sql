-- What the rooms downstream may join with: whose the sound is and when it was spoken.
CREATE VIEW recording.heard AS
SELECT id, call_id, state, record_id, department, nurse_name, patient_name, language,
       coalesce(started_at, ended_at - make_interval(secs => coalesce(duration_ms, 0) / 1000.0)) AS started_at
FROM recording.recording;
