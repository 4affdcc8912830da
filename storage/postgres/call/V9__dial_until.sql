-- A nurse's telephone rings first: should she pick up after the patient's hours, or the clock leap meanwhile, he is not rung.
ALTER TABLE call.call ADD COLUMN dial_until timestamptz;
