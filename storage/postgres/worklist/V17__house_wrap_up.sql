-- How long writing up should take wherever a list does not say otherwise: one figure for the house.
ALTER TABLE worklist.house_rule ADD wrap_up_seconds int NOT NULL DEFAULT 120 CHECK (wrap_up_seconds BETWEEN 10 AND 3600);
ALTER TABLE worklist.worklist ALTER wrap_up_seconds DROP NOT NULL, ALTER wrap_up_seconds DROP DEFAULT;
-- It was what every list had that nobody had given a target of its own.
UPDATE worklist.worklist SET wrap_up_seconds = NULL WHERE wrap_up_seconds = 120;
