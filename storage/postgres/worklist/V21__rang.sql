-- His telephone may have rung when a line of ours failed: since then no machine dials for it, until a person does or gives it back to everybody.
ALTER TABLE worklist.task ADD COLUMN rang_at timestamptz;
