CREATE SCHEMA recording;

-- One row for every answered call. The object in the store has the row's id as its name.
CREATE TABLE recording.recording (
    id               uuid        PRIMARY KEY,
    call_id          uuid        NOT NULL UNIQUE REFERENCES call.call,
    state            text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'STORED', 'EMPTY', 'LOST')),
    reason           text,
    started_at       timestamptz,
    -- null while the call may still live: then its tape is not touched
    ended_at         timestamptz,
    -- whose it is, told by the follow-up record; until then only who may see everything may hear it
    record_id        uuid,
    department       text,
    nurse_name       text,
    patient_name     text,
    language         text,
    -- the data key, locked by the master key of that id; made before anything is sealed, so that a
    -- repeated job seals with the same one
    master_id        text,
    sealed_key       bytea,
    duration_ms      bigint,
    bytes            bigint,
    sealed_bytes     bigint,
    sha256           bytea,
    peaks_per_second int,
    nurse_peaks      bytea,
    nurse_peak_dbfs  real,
    nurse_rms_dbfs   real,
    patient_peaks    bytea,
    patient_peak_dbfs real,
    patient_rms_dbfs real,
    stored_at        timestamptz,
    CHECK (state <> 'STORED' OR num_nulls(master_id, sealed_key, duration_ms, bytes, sealed_bytes, sha256,
        peaks_per_second, nurse_peaks, patient_peaks, stored_at) = 0),
    CHECK (state IN ('WAITING', 'STORED') OR reason IS NOT NULL)
);
CREATE INDEX recording_waiting ON recording.recording (ended_at) WHERE state = 'WAITING';

-- Who pressed play, and when last: the next stretch of the same listening is not a new row of the trail.
CREATE TABLE recording.play (
    recording_id uuid        NOT NULL REFERENCES recording.recording ON DELETE CASCADE,
    staff_id     uuid        NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (recording_id, staff_id)
);
