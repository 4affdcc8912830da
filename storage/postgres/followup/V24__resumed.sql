-- A record that goes on with a talk that broke off: with whose answers it began, which of them are still those, and the
-- question at which that talk had stopped.
ALTER TABLE followup.record ADD resumes uuid REFERENCES followup.record;
ALTER TABLE followup.record ADD resumes_at text;
ALTER TABLE followup.record ADD carried jsonb NOT NULL DEFAULT '[]';
