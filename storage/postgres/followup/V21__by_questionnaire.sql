-- The last records that were asked by a questionnaire, for trying a rule on them.
CREATE INDEX record_by_questionnaire ON followup.record (questionnaire, signed_at DESC) WHERE state = 'SIGNED';
