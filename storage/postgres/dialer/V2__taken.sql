-- Predictive dialing orders a call before a nurse is there for it: she comes when the patient answers, or nobody does.
ALTER TABLE dialer.attempt
    ALTER staff_id DROP NOT NULL,
    -- since when a nurse is there for it
    ADD taken_at timestamptz;
UPDATE dialer.attempt SET taken_at = ordered_at;
ALTER TABLE dialer.attempt ADD CONSTRAINT taken_by_somebody CHECK ((staff_id IS NULL) = (taken_at IS NULL));

CREATE INDEX attempt_untaken ON dialer.attempt (call_id) WHERE staff_id IS NULL AND settled_at IS NULL;
-- For what was dialed today, and in the last half hour.
CREATE INDEX attempt_by_time ON dialer.attempt (ordered_at);
