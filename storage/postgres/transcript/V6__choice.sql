-- Which model listens to a language; for one worklist, or for all that have no choice of their own.
CREATE TABLE transcript.choice (
    language    text NOT NULL CHECK (language IN ('zh', 'en')),
    worklist_id uuid,
    model       text NOT NULL,
    UNIQUE NULLS NOT DISTINCT (language, worklist_id)
);
