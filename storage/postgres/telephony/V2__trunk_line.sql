-- Lines over the trunk of a node that has a budget of its own, for as long as they count.
CREATE TABLE telephony.trunk_line (
    line        uuid        PRIMARY KEY,
    node        text        NOT NULL,
    placed_at   timestamptz NOT NULL,
    answered_at timestamptz,
    ended_at    timestamptz
);

CREATE INDEX trunk_line_by_node ON telephony.trunk_line (node, placed_at);
