CREATE SCHEMA audit;

-- Each row carries the hash of the one before it, so that a missing or changed row shows.
CREATE TABLE audit.access (
    seq          bigint      PRIMARY KEY,
    at           timestamptz NOT NULL,
    staff_id     uuid,
    login        text        NOT NULL,
    action       text        NOT NULL,
    subject_type text        NOT NULL,
    subject_id   uuid,
    patient_id   uuid,
    detail       text        NOT NULL DEFAULT '',
    previous     bytea       NOT NULL,
    hash         bytea       NOT NULL
);
CREATE INDEX access_by_patient ON audit.access (patient_id, seq) WHERE patient_id IS NOT NULL;
CREATE INDEX access_by_staff ON audit.access (staff_id, seq);

CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER access_is_append_only BEFORE UPDATE OR DELETE ON audit.access
    FOR EACH ROW EXECUTE FUNCTION audit.refuse();
CREATE TRIGGER access_is_not_truncated BEFORE TRUNCATE ON audit.access
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
