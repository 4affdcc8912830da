-- In which the house speaks to the patient; null when nobody knows.
ALTER TABLE call.call ADD COLUMN language text CHECK (language ~ '^[a-z]{2,3}$');
