-- What she said, while busy, that she will be once she is free; and why she is paused.
ALTER TABLE staff.member
    ADD COLUMN afterwards text CHECK (afterwards IN ('PAUSED', 'OFFLINE')),
    ADD COLUMN paused_why text;
