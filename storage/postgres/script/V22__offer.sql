-- What a newer release of the application would ask, beside what the hospital asks by. Nobody is asked by it until somebody takes it over.
CREATE TABLE script.offer (
    code       text        NOT NULL,
    -- as the application counts; taken over it becomes the next of the hospital's own
    version    int         NOT NULL CHECK (version > 0),
    content    json        NOT NULL,
    offered_at timestamptz NOT NULL,
    settled_at timestamptz,
    settled_by uuid        REFERENCES staff.member,
    -- the version it became here; null: it was declined
    became     int,
    why        text        NOT NULL DEFAULT '',
    PRIMARY KEY (code, version),
    CHECK ((settled_at IS NULL) = (settled_by IS NULL)),
    CHECK (settled_at IS NOT NULL OR became IS NULL)
);
