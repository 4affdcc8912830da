-- A desk's leg that stays up between calls. Facts only, each set once, as in call.call.
CREATE TABLE call.seat (
    line       uuid        PRIMARY KEY,
    desk       text        NOT NULL,
    desk_kind  text        NOT NULL CHECK (desk_kind IN ('BROWSER', 'PHONE')),
    ordered_at timestamptz NOT NULL,
    up_at      timestamptz,
    -- she no longer wants it; it ends with the call that still uses it
    stood_at   timestamptz,
    ended_at   timestamptz
);
CREATE UNIQUE INDEX one_seat_per_desk ON call.seat (desk) WHERE ended_at IS NULL AND stood_at IS NULL;
