-- The master keys that data keys are or were locked by, by their names: the keys themselves are never here.
CREATE TABLE recording.master (
    id         text        PRIMARY KEY,
    -- nothing was under it before
    since      timestamptz NOT NULL,
    -- another one locks, and nothing that can be heard has been under it since
    idle_at    timestamptz,
    -- destroyed: nothing may ever be locked by it again
    retired_at timestamptz
);
-- How long those of this day have been in use nobody wrote down.
INSERT INTO recording.master (id, since)
SELECT DISTINCT master_id, timestamptz 'epoch' FROM recording.recording WHERE sealed_key IS NOT NULL;

-- Whoever locks a data key by a master key waits for whoever is about to destroy that one, and the other way round:
-- between "nothing is under it" and its end nothing comes under it.
CREATE FUNCTION recording.under_a_master() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- An hour for the clocks of the others: too early a beginning promises nothing false.
    INSERT INTO recording.master (id, since) VALUES (NEW.master_id, now() - interval '1 hour') ON CONFLICT DO NOTHING;
    PERFORM FROM recording.master WHERE id = NEW.master_id AND retired_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The master key % was destroyed', NEW.master_id USING ERRCODE = 'AF003';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER under_a_master BEFORE INSERT OR UPDATE OF master_id, sealed_key ON recording.recording FOR EACH ROW
    WHEN (NEW.sealed_key IS NOT NULL) EXECUTE FUNCTION recording.under_a_master();
CREATE INDEX recording_erased ON recording.recording (erased_at) WHERE state = 'ERASED';
