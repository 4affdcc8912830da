-- Who is told at which level. Department '*' stands in where a department has nobody of its own.
CREATE TABLE followup.duty (
    department text     NOT NULL CHECK (department <> ''),
    -- 1 nurse, 2 specialist nurse, 3 attending doctor, 4 department head
    level      smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
    place      smallint NOT NULL,
    staff_id   uuid     NOT NULL REFERENCES staff.member,
    PRIMARY KEY (department, level, place),
    UNIQUE (department, level, staff_id)
);

-- The first who is there at this level or, where nobody is, above it.
CREATE FUNCTION followup.on_duty(dept text, lowest int) RETURNS TABLE (level smallint, staff_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT d.level, d.staff_id FROM followup.duty d JOIN staff.member m ON m.id = d.staff_id
    WHERE d.department IN (dept, '*') AND d.level >= lowest
      AND m.active AND (m.all_departments OR dept = ANY(m.departments))
    ORDER BY d.level, d.department = '*', d.place LIMIT 1
$$;

-- A red flag that must become an action: raised in the transaction that saves the answer.
CREATE TABLE followup.escalation (
    id                    uuid        PRIMARY KEY,
    record_id             uuid        NOT NULL REFERENCES followup.record,
    patient_id            uuid        NOT NULL REFERENCES patient.patient,
    encounter_id          uuid        NOT NULL REFERENCES patient.encounter,
    call_id               uuid        NOT NULL REFERENCES call.call,
    department            text        NOT NULL,
    questionnaire         text        NOT NULL,
    questionnaire_version int         NOT NULL,
    rule                  text        NOT NULL,
    link_id               text        NOT NULL,
    answer                jsonb       NOT NULL,
    -- of the talk, when the answer was given; null when it was written down after it
    heard_second          int         CHECK (heard_second >= 0),
    severity              text        NOT NULL CHECK (severity IN ('ROUTINE', 'URGENT', 'EMERGENCY')),
    state                 text        NOT NULL DEFAULT 'RAISED'
                          CHECK (state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER', 'CLOSED', 'WITHDRAWN')),
    level                 smallint    NOT NULL CHECK (level BETWEEN 1 AND 4),
    -- null: nobody is on duty at any level that may be told
    owner_id              uuid        REFERENCES staff.member,
    raised_at             timestamptz NOT NULL,
    due_at                timestamptz NOT NULL,
    -- when it goes to the next level unless it is closed before; null at the top
    climb_at              timestamptz,
    climb_every           interval    NOT NULL,
    acknowledged_at       timestamptz,
    -- from the signature on it is not withdrawn any more
    fixed_at              timestamptz,
    closed_at             timestamptz,
    closing_call          uuid        REFERENCES call.call,
    closing_why           text        CHECK (closing_why <> ''),
    -- under which the patient is called back
    task_id               uuid        REFERENCES worklist.task,
    version               int         NOT NULL DEFAULT 1,
    CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL)),
    CHECK (state <> 'CLOSED' OR closing_call IS NOT NULL OR closing_why IS NOT NULL),
    CHECK (state <> 'WITHDRAWN' OR fixed_at IS NULL),
    CHECK (climb_at IS NULL OR level < 4 AND state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER'))
);
CREATE UNIQUE INDEX one_escalation_per_rule ON followup.escalation (record_id, rule) WHERE state <> 'WITHDRAWN';
CREATE INDEX escalation_to_climb ON followup.escalation (climb_at) WHERE climb_at IS NOT NULL;
CREATE INDEX escalation_open ON followup.escalation (due_at, id) WHERE state IN ('RAISED', 'ACKNOWLEDGED', 'HANDED_OVER');
CREATE INDEX escalation_by_time ON followup.escalation (raised_at);
CREATE INDEX escalation_by_task ON followup.escalation (task_id) WHERE task_id IS NOT NULL;

CREATE TABLE followup.escalation_step (
    seq           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    escalation_id uuid        NOT NULL REFERENCES followup.escalation,
    at            timestamptz NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('RAISED', 'REVISED', 'WITHDRAWN', 'FIXED', 'ACKNOWLEDGED', 'HANDED_OVER',
                                                       'CLIMBED', 'NOTED', 'CALLED_BACK', 'CLOSED')),
    -- null: the house itself
    staff_id      uuid        REFERENCES staff.member,
    level         smallint    NOT NULL,
    owner_id      uuid        REFERENCES staff.member,
    -- of a climb: the moment it was meant for
    planned_at    timestamptz,
    note          text,
    call_id       uuid        REFERENCES call.call
);
CREATE INDEX step_of_escalation ON followup.escalation_step (escalation_id, seq);
CREATE UNIQUE INDEX each_climb_once ON followup.escalation_step (escalation_id, level) WHERE kind = 'CLIMBED';

-- What is over does not change, and nothing of it goes away.
CREATE FUNCTION followup.refuse_escalation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR TG_TABLE_NAME = 'escalation_step' OR OLD.state IN ('CLOSED', 'WITHDRAWN') THEN
        RAISE EXCEPTION 'an escalation that is over does not change, and neither it nor its history is deleted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER escalations_stay BEFORE UPDATE OR DELETE ON followup.escalation
    FOR EACH ROW EXECUTE FUNCTION followup.refuse_escalation();
CREATE TRIGGER steps_stay BEFORE UPDATE OR DELETE ON followup.escalation_step
    FOR EACH ROW EXECUTE FUNCTION followup.refuse_escalation();
CREATE TRIGGER escalations_are_not_truncated BEFORE TRUNCATE ON followup.escalation
    FOR EACH STATEMENT EXECUTE FUNCTION followup.refuse_escalation();
CREATE TRIGGER steps_are_not_truncated BEFORE TRUNCATE ON followup.escalation_step
    FOR EACH STATEMENT EXECUTE FUNCTION followup.refuse_escalation();
