-- Nurses who work on the same lists: a list names a team instead of each of them.
CREATE TABLE worklist.team (
    id   uuid PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> '')
);
CREATE TABLE worklist.team_member (
    team_id  uuid NOT NULL REFERENCES worklist.team ON DELETE CASCADE,
    staff_id uuid NOT NULL REFERENCES staff.member,
    PRIMARY KEY (team_id, staff_id)
);
CREATE TABLE worklist.crew_team (
    worklist_id uuid NOT NULL REFERENCES worklist.worklist,
    team_id     uuid NOT NULL REFERENCES worklist.team,
    PRIMARY KEY (worklist_id, team_id)
);
