-- Until when some application heard who calls in: what the switchboards' books tell of later callers is news. One row.
CREATE TABLE call.listened (
    one   boolean     PRIMARY KEY DEFAULT true CHECK (one),
    until timestamptz NOT NULL
);
