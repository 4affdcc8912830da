-- How long writing up a call of the list should take; nothing happens by itself when it is over.
ALTER TABLE worklist.worklist ADD COLUMN wrap_up_seconds int NOT NULL DEFAULT 120 CHECK (wrap_up_seconds BETWEEN 10 AND 3600);
