-- Each time that old calls were given to be listened to again: how many, and what became of them.
CREATE TABLE transcript.relistening (
    since    timestamptz PRIMARY KEY,
    language text        NOT NULL,
    by       uuid        NOT NULL,
    total    int         NOT NULL,
    -- as they were: corrected by a person meanwhile, nobody there for them, not to be heard
    left_as  int         NOT NULL DEFAULT 0,
    -- taken back before their turn
    stopped  int         NOT NULL DEFAULT 0
);
