-- The desk's leg that was ordered to be joined with the patient: of several applications that hear it answer, one orders.
ALTER TABLE call.call ADD COLUMN joining uuid;
