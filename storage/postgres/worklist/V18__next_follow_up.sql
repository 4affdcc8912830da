-- Days after discharge on which further follow-ups of the list are owed, ascending; empty: one follow-up is all.
ALTER TABLE worklist.worklist ADD follow_up_days int[] NOT NULL DEFAULT '{}' CHECK (1 <= ALL (follow_up_days) AND 730 >= ALL (follow_up_days));
-- NEXT is owed since the one before it was done. One task has one next: signing twice owes nothing twice.
ALTER TABLE worklist.task
    DROP CONSTRAINT task_kind_check,
    ADD CONSTRAINT task_kind_check CHECK (kind IN ('FOLLOW_UP', 'INBOUND', 'NEXT')),
    ADD follows uuid UNIQUE REFERENCES worklist.task ON DELETE CASCADE,
    ADD CONSTRAINT next_follows CHECK ((kind = 'NEXT') = (follows IS NOT NULL));
