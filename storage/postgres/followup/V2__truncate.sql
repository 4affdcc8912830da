-- Row triggers do not see a TRUNCATE: it would take signed records with it.
CREATE FUNCTION followup.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signed record does not change, and no record is deleted';
END $$;
CREATE TRIGGER records_are_not_truncated BEFORE TRUNCATE ON followup.record
    FOR EACH STATEMENT EXECUTE FUNCTION followup.refuse_truncate();
