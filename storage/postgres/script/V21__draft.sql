-- Who published a version, and what is new in it; nobody: it came with the application.
ALTER TABLE script.questionnaire ADD published_by uuid REFERENCES staff.member, ADD note text NOT NULL DEFAULT '';

-- What somebody writes on, one working copy of each questionnaire. It may be wrong in parts until it is published.
CREATE TABLE script.draft (
    code       text        PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    content    json        NOT NULL,
    -- the published version it began as; null: a new questionnaire
    based_on   int,
    version    int         NOT NULL DEFAULT 1,
    changed_by uuid        NOT NULL REFERENCES staff.member,
    changed_at timestamptz NOT NULL
);

-- Versions by which nobody is asked any more. What was asked by them stays readable, and none comes back.
CREATE TABLE script.retired (
    -- no foreign key: it would answer a TRUNCATE of the published before their own trigger does
    code       text        NOT NULL,
    version    int         NOT NULL,
    retired_at timestamptz NOT NULL,
    retired_by uuid        NOT NULL REFERENCES staff.member,
    why        text        NOT NULL CHECK (why <> ''),
    PRIMARY KEY (code, version)
);
CREATE TRIGGER retired_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON script.retired
    FOR EACH STATEMENT EXECUTE FUNCTION script.stay_as_published();
