-- Until a nurse takes the call, and for good when none does: then the house signs.
ALTER TABLE followup.record ALTER staff_id DROP NOT NULL;
