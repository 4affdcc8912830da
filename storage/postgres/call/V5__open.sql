-- A call may have no desk yet: one that was placed before a nurse is free, and one that came in.
ALTER TABLE call.call
    ALTER COLUMN desk DROP NOT NULL,
    ALTER COLUMN desk_kind DROP NOT NULL,
    ALTER COLUMN desk_line DROP NOT NULL,
    -- who calls in may hide his number
    ALTER COLUMN number DROP NOT NULL,
    ADD COLUMN direction text NOT NULL DEFAULT 'OUTBOUND' CHECK (direction IN ('OUTBOUND', 'INBOUND')),
    -- whether Asterisk listens for an answering machine, and what it heard
    ADD COLUMN detect boolean NOT NULL DEFAULT false,
    ADD COLUMN ear text CHECK (ear IN ('HUMAN', 'MACHINE', 'NOT_SURE')),
    ADD COLUMN judged_at timestamptz,
    -- who called in was let in; until then his telephone only rings
    ADD COLUMN admitted_at timestamptz,
    -- nobody came, or nobody is there: a spoken message is the end of it
    ADD COLUMN abandoned_at timestamptz,
    ADD CHECK ((desk IS NULL) = (desk_line IS NULL) AND (desk IS NULL) = (desk_kind IS NULL)),
    ADD CHECK (number IS NOT NULL OR direction = 'INBOUND');
-- How many call in now, and how often one number did.
CREATE INDEX call_in ON call.call (number, placed_at) WHERE direction = 'INBOUND';
