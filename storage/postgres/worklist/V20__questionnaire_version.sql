-- By which published version the list asks; null: always by the newest.
ALTER TABLE worklist.worklist ADD questionnaire_version int CHECK (questionnaire_version > 0);
