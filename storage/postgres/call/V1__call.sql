CREATE SCHEMA call;

-- Facts only, each set once; the state is derived from them, so late and doubled events do no harm.
CREATE TABLE call.call (
    id            uuid        PRIMARY KEY,
    number        text        NOT NULL,
    desk          text        NOT NULL,
    desk_kind     text        NOT NULL CHECK (desk_kind IN ('BROWSER', 'PHONE')),
    desk_line     uuid        NOT NULL,
    ring_seconds  int         NOT NULL,
    recorded      boolean     NOT NULL,
    placed_at     timestamptz NOT NULL,
    desk_at       timestamptz,
    -- committed before the order goes out: from here on the telephone may have rung
    dialed_at     timestamptz,
    ringing_at    timestamptz,
    answered_at   timestamptz,
    joined        boolean     NOT NULL DEFAULT false,
    desk_lost_at  timestamptz,
    held_at       timestamptz,
    muted         boolean     NOT NULL DEFAULT false,
    hang_up_at    timestamptz,
    ended_at      timestamptz,
    result        text,
    rang          boolean,
    q850          int,
    CHECK ((ended_at IS NULL) = (result IS NULL))
);
-- Law 3: nobody is rung twice at once; the database refuses it.
CREATE UNIQUE INDEX one_call_per_number ON call.call (number) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX one_call_per_desk ON call.call (desk) WHERE ended_at IS NULL;
CREATE INDEX call_by_desk_line ON call.call (desk_line);
