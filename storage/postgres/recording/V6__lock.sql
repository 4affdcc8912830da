-- Until when the store itself refuses to give the object up; null where it has no lock.
ALTER TABLE recording.recording ADD locked_until timestamptz;
