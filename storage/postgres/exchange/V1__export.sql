CREATE SCHEMA exchange;

-- Who took which recordings out of the house, and why; the id is in the mark of every copy.
CREATE TABLE exchange.export (
    id         uuid        PRIMARY KEY,
    staff_id   uuid        NOT NULL REFERENCES staff.member,
    who        text        NOT NULL,
    at         timestamptz NOT NULL,
    reason     text        NOT NULL,
    recordings uuid[]      NOT NULL
);
