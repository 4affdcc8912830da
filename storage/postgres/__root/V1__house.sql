-- What the house itself needs, not one of its rooms: the event registry (Spring Modulith),
-- the job table (db-scheduler) and the login sessions (Spring Session), each as its library asks.
CREATE SCHEMA events;

CREATE TABLE events.event_publication (
    id                     uuid        PRIMARY KEY,
    listener_id            text        NOT NULL,
    event_type             text        NOT NULL,
    serialized_event       text        NOT NULL,
    publication_date       timestamptz NOT NULL,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
CREATE INDEX event_publication_serialized_event_hash_idx ON events.event_publication USING hash (serialized_event);
CREATE INDEX event_publication_by_completion_date_idx ON events.event_publication (completion_date);

CREATE SCHEMA jobs;

CREATE TABLE jobs.scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX execution_time_idx ON jobs.scheduled_tasks (execution_time);
CREATE INDEX last_heartbeat_idx ON jobs.scheduled_tasks (last_heartbeat);
CREATE INDEX priority_execution_time_idx ON jobs.scheduled_tasks (priority DESC, execution_time ASC);

CREATE SCHEMA session;

CREATE TABLE session.spring_session (
    primary_id            char(36) PRIMARY KEY,
    session_id            char(36) NOT NULL,
    creation_time         bigint   NOT NULL,
    last_access_time      bigint   NOT NULL,
    max_inactive_interval int      NOT NULL,
    expiry_time           bigint   NOT NULL,
    principal_name        varchar(100)
);
CREATE UNIQUE INDEX spring_session_ix1 ON session.spring_session (session_id);
CREATE INDEX spring_session_ix2 ON session.spring_session (expiry_time);
CREATE INDEX spring_session_ix3 ON session.spring_session (principal_name);

CREATE TABLE session.spring_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES session.spring_session (primary_id) ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
