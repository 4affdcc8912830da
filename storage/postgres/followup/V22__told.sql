-- When in the talk each answer was given: {"pain": {"fromMs": 61200, "toMs": 63000}}, since the patient answered. No entry: not within it.
ALTER TABLE followup.record ADD told jsonb NOT NULL DEFAULT '{}';
