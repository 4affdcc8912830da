-- What a comparison came to when it ended, as it was shown then; null where it runs, or ended before this was kept.
ALTER TABLE followup.trial ADD figures jsonb CHECK (figures IS NULL OR ended_at IS NOT NULL);

CREATE OR REPLACE FUNCTION followup.trial_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'trial' THEN
        IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
           AND (to_jsonb(NEW) - '{ended_at,ended_by,ended_why,evidence,figures}'::text[])
             = (to_jsonb(OLD) - '{ended_at,ended_by,ended_why,evidence,figures}'::text[]) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a comparison of wordings does not change but for its end'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
