-- When somebody is on duty, by the house's clock: on these days of the week (1 is Monday; null is every day) from one time to another
-- (null is round the clock). One that ends before it begins ends on the next day; its day is the one on which it began.
ALTER TABLE followup.duty ADD days smallint[] CHECK (cardinality(days) BETWEEN 1 AND 7 AND days <@ '{1,2,3,4,5,6,7}'::smallint[]);
ALTER TABLE followup.duty ADD begins time;
ALTER TABLE followup.duty ADD ends time;
ALTER TABLE followup.duty ADD CHECK (num_nulls(begins, ends) <> 1 AND (begins <> ends) IS NOT FALSE);
-- The same person may have several shifts.
ALTER TABLE followup.duty DROP CONSTRAINT duty_kind_department_level_staff_id_key;

-- Days on which somebody has no shift, whatever the roster says; the last one is among them.
CREATE TABLE followup.absence (
    staff_id uuid NOT NULL REFERENCES staff.member,
    from_on  date NOT NULL,
    until_on date NOT NULL CHECK (until_on >= from_on),
    PRIMARY KEY (staff_id, from_on)
);

CREATE FUNCTION followup.on_shift(who uuid, days smallint[], begins time, ends time, at timestamp) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN begins IS NULL THEN true
                WHEN begins < ends THEN at::time >= begins AND at::time < ends
                ELSE at::time >= begins OR at::time < ends END
       AND (days IS NULL OR extract(isodow FROM began.day)::smallint = ANY(days))
       AND NOT EXISTS (SELECT FROM followup.absence a
                       WHERE a.staff_id = who AND began.day BETWEEN a.from_on AND a.until_on)
    FROM (SELECT CASE WHEN begins > ends AND at::time < ends THEN at::date - 1 ELSE at::date END AS day) began
$$;

-- Who is told of what is for this level or above, and, when asked for, below it too. First who is there: of this kind before the others,
-- the nearest level, the department before the house. A complaint rather waits for its own desk than goes to a ward at night. Where nobody is
-- there, whoever is on the roster is told off duty, who is away last of all: nobody at all only where the roster names nobody.
DROP FUNCTION followup.on_duty(text, text, int);
CREATE FUNCTION followup.on_duty(of_kind text, dept text, lowest int, at timestamp, below boolean DEFAULT false)
RETURNS TABLE (level smallint, staff_id uuid, here boolean)
LANGUAGE sql STABLE AS $$
    SELECT d.level, d.staff_id, now.here
    FROM followup.duty d JOIN staff.member m ON m.id = d.staff_id,
         LATERAL (SELECT followup.on_shift(d.staff_id, d.days, d.begins, d.ends, at) AS here, d.level >= lowest AS high,
                         EXISTS (SELECT FROM followup.absence a WHERE a.staff_id = d.staff_id
                                 AND at::date BETWEEN a.from_on AND a.until_on) AS away) now
    WHERE d.kind IN (of_kind, 'CLINICAL') AND d.department IN (dept, '*') AND (below OR now.high)
      AND m.active AND (m.all_departments OR dept = ANY(m.departments))
    ORDER BY CASE WHEN now.here AND now.high AND d.kind = of_kind THEN 0
                  WHEN now.high AND d.kind = of_kind AND of_kind = 'COMPLAINT' AND NOT now.away THEN 1
                  WHEN now.here AND now.high THEN 2
                  WHEN now.here THEN 3
                  WHEN now.high AND NOT now.away THEN 4
                  WHEN NOT now.away THEN 5
                  ELSE 6 END,
             d.kind <> of_kind, d.kind <> of_kind AND d.level < 3, abs(d.level - lowest), d.department = '*', d.place LIMIT 1
$$;

-- The moments of the week to come at which a shift may begin or end; between two of them the same people are there.
CREATE FUNCTION followup.duty_marks(start timestamp) RETURNS SETOF timestamp
LANGUAGE sql STABLE AS $$
    SELECT start UNION
    SELECT day + t FROM generate_series(start::date, start::date + 7, interval '1 day') day,
                        (SELECT time '00:00' UNION SELECT begins FROM followup.duty UNION SELECT ends FROM followup.duty) x(t)
    WHERE day + t > start AND day + t < start + interval '7 days'
$$;
