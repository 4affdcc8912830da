-- People outside who may be asked into a call, or handed one, by name: interpreters, doctors on duty.
CREATE TABLE call.guest (
    id     uuid PRIMARY KEY,
    name   text NOT NULL CHECK (name <> ''),
    kind   text NOT NULL CHECK (kind IN ('INTERPRETER', 'DOCTOR', 'OTHER')),
    -- what helps to choose: a language, a ward, hours
    note   text NOT NULL DEFAULT '',
    number text NOT NULL UNIQUE CHECK (number ~ '^\+[1-9][0-9]{6,14}$')
);
