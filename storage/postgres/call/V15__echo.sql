-- A desk that tries its own line: the last time for each desk, and no call of anybody.
CREATE TABLE call.echo (
    desk       text        PRIMARY KEY,
    desk_kind  text        NOT NULL CHECK (desk_kind IN ('BROWSER', 'PHONE')),
    line       uuid        NOT NULL UNIQUE,
    ordered_at timestamptz NOT NULL,
    up_at      timestamptz,
    ended_at   timestamptz
);
