-- What he must not be given, as a discharge list tells it; of the person, so that a later list without the column does not lose it.
ALTER TABLE patient.patient ADD COLUMN allergies text;
