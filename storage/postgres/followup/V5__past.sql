-- A signed version that was opened again, word for word as it was signed. The record itself is the newest version.
CREATE TABLE followup.past (
    record_id   uuid        NOT NULL REFERENCES followup.record,
    version     int         NOT NULL,
    contents    jsonb       NOT NULL,
    reopened_at timestamptz NOT NULL,
    reopened_by uuid        NOT NULL REFERENCES staff.member,
    -- null: taken back within the time for second thoughts, which needs no reason
    why         text        CHECK (why <> ''),
    PRIMARY KEY (record_id, version)
);
CREATE FUNCTION followup.past_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'followup.past is only added to';
END $$;
CREATE TRIGGER past_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON followup.past
    FOR EACH STATEMENT EXECUTE FUNCTION followup.past_stays();

-- Law 6: what was signed does not change. A record may open for a new version once the signed one is kept.
CREATE OR REPLACE FUNCTION followup.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'SIGNED' AND NOT (
            NEW.state = 'OPEN' AND NEW.version = OLD.version + 1
            AND EXISTS (SELECT FROM followup.past p
                        WHERE p.record_id = OLD.id AND p.version = OLD.version AND p.contents = to_jsonb(OLD))) THEN
        RAISE EXCEPTION 'a signed record does not change, and no record is deleted';
    END IF;
    RETURN NEW;
END $$;
