-- At most one message a day on anybody's machine: asked before each dial and each signature.
CREATE INDEX result_message ON worklist.result (patient_id, at) WHERE disposition = 'VOICEMAIL_LEFT';
