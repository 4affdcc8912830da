-- Who else is in a call: a third person, a supervisor. Facts only, each set once.
CREATE TABLE call.leg (
    id          uuid        PRIMARY KEY,
    call_id     uuid        NOT NULL REFERENCES call.call,
    role        text        NOT NULL CHECK (role IN ('THIRD', 'SUPERVISOR')),
    -- a seat serves many calls, so a line is no key
    line        uuid        NOT NULL,
    desk        text,
    desk_kind   text        CHECK (desk_kind IN ('BROWSER', 'PHONE')),
    number      text,
    blind       boolean     NOT NULL DEFAULT false,
    mode        text        CHECK (mode IN ('LISTEN', 'WHISPER', 'JOIN', 'TAKE_OVER')),
    ordered_at  timestamptz NOT NULL,
    answered_at timestamptz,
    -- all hear each other
    gathered_at timestamptz,
    -- the call is theirs from here on
    handed_at   timestamptz,
    ended_at    timestamptz,
    CHECK ((role = 'SUPERVISOR') = (mode IS NOT NULL)),
    CHECK ((desk IS NULL) <> (number IS NULL)),
    CHECK ((desk IS NULL) = (desk_kind IS NULL))
);
CREATE UNIQUE INDEX one_open_leg_per_role ON call.leg (call_id, role) WHERE ended_at IS NULL AND handed_at IS NULL;
CREATE INDEX leg_by_line ON call.leg (line);

-- A parked patient hears music until somebody takes him; a call handed to somebody outside has no desk any more.
ALTER TABLE call.call ADD COLUMN parked_at timestamptz, ADD COLUMN handed_at timestamptz;
DROP INDEX call.one_call_per_desk;
CREATE UNIQUE INDEX one_call_per_desk ON call.call (desk) WHERE ended_at IS NULL AND parked_at IS NULL AND handed_at IS NULL;
