CREATE SCHEMA staff;

CREATE TABLE staff.member (
    id                   uuid        PRIMARY KEY,
    login                text        NOT NULL CHECK (login = lower(login) AND login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
    name                 text        NOT NULL,
    role                 text        NOT NULL CHECK (role IN ('NURSE', 'SUPERVISOR', 'QUALITY', 'PHYSICIAN', 'ADMIN')),
    all_departments      boolean     NOT NULL DEFAULT false,
    departments          text[]      NOT NULL DEFAULT '{}',
    extension            text        UNIQUE,
    desk_kind            text        NOT NULL DEFAULT 'BROWSER' CHECK (desk_kind IN ('BROWSER', 'PHONE')),
    password_hash        text        NOT NULL,
    -- sessions carry the stamp they were opened under; a new password or a lock-out makes a new one
    stamp                uuid        NOT NULL,
    must_change_password boolean     NOT NULL DEFAULT false,
    failed_logins        int         NOT NULL DEFAULT 0,
    locked_until         timestamptz,
    active               boolean     NOT NULL DEFAULT true,
    presence             text        NOT NULL DEFAULT 'OFFLINE'
                         CHECK (presence IN ('OFFLINE', 'READY', 'PAUSED', 'ON_CALL', 'WRAPPING_UP')),
    presence_since       timestamptz NOT NULL DEFAULT now(),
    created_at           timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX member_login ON staff.member (login);
