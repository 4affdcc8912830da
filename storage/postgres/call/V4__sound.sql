-- How the patient's line sounded, read from the switchboard's book once the call is over.
CREATE TABLE call.sound (
    call_id      uuid         PRIMARY KEY REFERENCES call.call,
    mos          numeric(4,2) NOT NULL,
    jitter_ms    numeric(9,2) NOT NULL,
    loss_percent numeric(5,2) NOT NULL
);
-- For what ended lately, and for what was placed within the last second and today.
CREATE INDEX call_by_end ON call.call (ended_at);
CREATE INDEX call_by_placing ON call.call (placed_at);
