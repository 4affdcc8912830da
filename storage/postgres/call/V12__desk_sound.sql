-- How the line sounded at the nurse's end, told by her browser while she talked; the last word counts.
CREATE TABLE call.desk_sound (
    call_id      uuid         PRIMARY KEY REFERENCES call.call,
    mos          numeric(4,2) NOT NULL CHECK (mos BETWEEN 1 AND 5),
    jitter_ms    numeric(9,2) NOT NULL CHECK (jitter_ms >= 0),
    loss_percent numeric(5,2) NOT NULL CHECK (loss_percent BETWEEN 0 AND 100)
);
