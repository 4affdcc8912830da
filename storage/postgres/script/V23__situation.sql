-- What the house says when a talk leaves its path, whole list by whole list; the newest counts. Without any, or where a version has no
-- content, what the application came with.
CREATE TABLE script.situation (
    version int         PRIMARY KEY CHECK (version > 0),
    content json,
    at      timestamptz NOT NULL,
    by_id   uuid        NOT NULL REFERENCES staff.member
);

CREATE FUNCTION script.situations_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what the house said does not change; a change is a new version'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER situations_stay BEFORE UPDATE OR DELETE ON script.situation FOR EACH ROW EXECUTE FUNCTION script.situations_stay();
CREATE TRIGGER situations_are_not_truncated BEFORE TRUNCATE ON script.situation
    FOR EACH STATEMENT EXECUTE FUNCTION script.situations_stay();
