-- What of an alert is to be told outside the house: written with the step that it tells of, sent after it.
CREATE TABLE followup.outside (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    escalation_id uuid        NOT NULL REFERENCES followup.escalation,
    event         text        NOT NULL CHECK (event IN ('RAISED', 'HANDED', 'CLIMBED', 'OVERDUE')),
    level         smallint    NOT NULL CHECK (level BETWEEN 1 AND 4),
    -- who is to be told; null: the roster names nobody
    staff_id      uuid        REFERENCES staff.member,
    written_at    timestamptz NOT NULL,
    state         text        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'TOLD', 'NEEDLESS', 'NOT_TOLD')),
    -- when it is tried next; while it is tried, when another application may think that this one died of it
    next_at       timestamptz,
    tries         int         NOT NULL DEFAULT 0,
    -- how often the gateway did not want it
    refusals      int         NOT NULL DEFAULT 0,
    failed_since  timestamptz,
    failed_at     timestamptz,
    -- of the last failure: a code, as http.503
    reason        text,
    over_at       timestamptz,
    CHECK ((state = 'WAITING') = (next_at IS NOT NULL)),
    CHECK ((state = 'WAITING') = (over_at IS NULL)),
    CHECK (num_nulls(failed_since, failed_at, reason) IN (0, 3))
);
CREATE INDEX outside_waiting ON followup.outside (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outside_of_escalation ON followup.outside (escalation_id, id);
CREATE INDEX outside_told ON followup.outside (over_at) WHERE state = 'TOLD';
CREATE INDEX outside_failed ON followup.outside (failed_at) WHERE state <> 'TOLD' AND failed_at IS NOT NULL;
CREATE UNIQUE INDEX raised_outside_once ON followup.outside (escalation_id) WHERE event = 'RAISED';
CREATE UNIQUE INDEX overdue_outside_once ON followup.outside (escalation_id) WHERE event = 'OVERDUE';
CREATE UNIQUE INDEX climbed_outside_once ON followup.outside (escalation_id, level) WHERE event = 'CLIMBED';

-- What came of it stands in the alert's own history.
ALTER TABLE followup.escalation_step DROP CONSTRAINT escalation_step_kind_check;
ALTER TABLE followup.escalation_step ADD CONSTRAINT escalation_step_kind_check
    CHECK (kind IN ('RAISED', 'REVISED', 'WITHDRAWN', 'FIXED', 'ACKNOWLEDGED', 'HANDED_OVER', 'CLIMBED', 'NOTED', 'CALLED_BACK', 'CLOSED',
                    'TOLD_OUTSIDE', 'NOT_TOLD_YET', 'NOT_TOLD'));
