-- Which application captions a talk, and until when unless it says so again; no words stand here. Who begins anew after a
-- crash of the database begins anew here too, so nothing of it is logged.
CREATE UNLOGGED TABLE transcript.captioning (
    call_id     uuid        PRIMARY KEY,
    application uuid        NOT NULL,
    until       timestamptz NOT NULL
);
