CREATE SCHEMA intake;

CREATE TABLE intake.import (
    id           uuid        PRIMARY KEY,
    file_name    text        NOT NULL,
    encoding     text,
    encoding_why text,
    state        text        NOT NULL CHECK (state IN ('PREVIEW', 'COMMITTING', 'COMMITTED', 'DISCARDED')),
    columns      jsonb       NOT NULL DEFAULT '[]',
    problems     jsonb       NOT NULL DEFAULT '[]',
    rows         int         NOT NULL DEFAULT 0,
    creates      int         NOT NULL DEFAULT 0,
    updates      int         NOT NULL DEFAULT 0,
    skips        int         NOT NULL DEFAULT 0,
    errors       int         NOT NULL DEFAULT 0,
    done         int         NOT NULL DEFAULT 0,
    worklist_id  uuid        REFERENCES worklist.worklist,
    staff_id     uuid        REFERENCES staff.member,
    staff_name   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    ended_at     timestamptz
);
CREATE INDEX import_by_time ON intake.import (created_at DESC);

-- The rows as they were written in the file; what they mean is read from them anew at commit.
CREATE TABLE intake.row (
    import_id  uuid    NOT NULL REFERENCES intake.import ON DELETE CASCADE,
    line       int     NOT NULL,
    action     text    NOT NULL CHECK (action IN ('CREATE', 'UPDATE', 'SKIP', 'ERROR')),
    department text,
    cells      jsonb   NOT NULL,
    done       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (import_id, line)
);
CREATE INDEX row_to_do ON intake.row (import_id, line) WHERE NOT done AND action IN ('CREATE', 'UPDATE');

CREATE TABLE intake.fault (
    import_id uuid     NOT NULL,
    line      int      NOT NULL,
    n         smallint NOT NULL,
    code      text     NOT NULL,
    field     text,
    value     text     NOT NULL,
    arguments jsonb    NOT NULL DEFAULT '[]',
    PRIMARY KEY (import_id, line, n),
    FOREIGN KEY (import_id, line) REFERENCES intake.row ON DELETE CASCADE
);
