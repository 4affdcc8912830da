-- The number that the patient is shown; null for the trunk's own.
ALTER TABLE call.call ADD COLUMN caller_id text CHECK (caller_id ~ '^\+?[0-9]{3,15}$');
