CREATE SCHEMA telephony;

-- Switchboards that get no new lines, because somebody works on them.
CREATE TABLE telephony.drained_node (
    name       text        PRIMARY KEY,
    drained_at timestamptz NOT NULL
);
