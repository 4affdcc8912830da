CREATE SCHEMA script;

CREATE TABLE script.questionnaire (
    code         text        NOT NULL,
    version      int         NOT NULL CHECK (version > 0),
    -- json, not jsonb: kept letter by letter as it was published
    content      json        NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (code, version)
);

-- A signed record points at the words that were asked: they must stay what they were.
CREATE FUNCTION script.stay_as_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published questionnaire does not change; publish a new version'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER questionnaire_stays BEFORE UPDATE OR DELETE ON script.questionnaire
    FOR EACH ROW EXECUTE FUNCTION script.stay_as_published();
CREATE TRIGGER questionnaires_stay BEFORE TRUNCATE ON script.questionnaire
    FOR EACH STATEMENT EXECUTE FUNCTION script.stay_as_published();
