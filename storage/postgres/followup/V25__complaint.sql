-- By which form the patient is called back because of an alert; null is the usual one. What is about a complaint is told to people of its own.
ALTER TABLE followup.escalation ADD call_back text CHECK (call_back <> '');
ALTER TABLE followup.escalation ADD kind text NOT NULL DEFAULT 'CLINICAL' CHECK (kind IN ('CLINICAL', 'COMPLAINT'));
CREATE INDEX escalation_of_complaint ON followup.escalation (raised_at) WHERE kind = 'COMPLAINT';

-- For complaints the levels are: complaints desk, its head, medical affairs, the hospital's management.
ALTER TABLE followup.duty ADD kind text NOT NULL DEFAULT 'CLINICAL' CHECK (kind IN ('CLINICAL', 'COMPLAINT'));
ALTER TABLE followup.duty DROP CONSTRAINT duty_pkey;
ALTER TABLE followup.duty DROP CONSTRAINT duty_department_level_staff_id_key;
ALTER TABLE followup.duty ADD PRIMARY KEY (kind, department, level, place);
ALTER TABLE followup.duty ADD UNIQUE (kind, department, level, staff_id);

-- The first who is there at this level or, where nobody is, above it. Where nobody is there for complaints, whoever answers for the
-- department from its doctors on is told, and the nurses, whom it may be about, last of all.
DROP FUNCTION followup.on_duty(text, int);
CREATE FUNCTION followup.on_duty(of_kind text, dept text, lowest int) RETURNS TABLE (level smallint, staff_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT d.level, d.staff_id FROM followup.duty d JOIN staff.member m ON m.id = d.staff_id
    WHERE d.kind IN (of_kind, 'CLINICAL') AND d.department IN (dept, '*') AND d.level >= lowest
      AND m.active AND (m.all_departments OR dept = ANY(m.departments))
    ORDER BY d.kind <> of_kind, d.kind <> of_kind AND d.level < 3, d.level, d.department = '*', d.place LIMIT 1
$$;
