package org.aftercall.staff;

import static org.aftercall.staff.Permission.*;

import java.util.Set;

/**
 * What somebody is employed as. An administrator keeps accounts and the trail but hears nobody: the
 * separation of duties of GB/T 22239-2019, 8.1.4.2 d.
 */
public enum Role {
    NURSE(
            CALL,
            WORKLIST_READ,
            RECORD_READ,
            RECORD_WRITE,
            RECORDING_PLAY,
            TRANSCRIPT_SEARCH,
            ESCALATION,
            IMPORT),
    SUPERVISOR(
            CALL,
            SUPERVISE,
            WORKLIST_READ,
            WORKLIST_WRITE,
            RECORD_READ,
            RECORD_WRITE,
            RECORDING_PLAY,
            RECORDING_EXPORT,
            RECORDING_GOVERN,
            TRANSCRIPT_SEARCH,
            ESCALATION,
            SENSITIVE_READ,
            SPEECH_WRITE,
            VOCABULARY_WRITE,
            SCRIPT_WRITE,
            IMPORT,
            AUDIT_READ,
            OPERATE),
    QUALITY(RECORD_READ, RECORDING_PLAY, TRANSCRIPT_SEARCH, VOCABULARY_WRITE, SCRIPT_WRITE),
    /** Calls back whom an escalation concerns, and writes down what came of it. */
    PHYSICIAN(CALL, WORKLIST_READ, RECORD_READ, RECORD_WRITE, RECORDING_PLAY, ESCALATION),
    ADMIN(
            IMPORT,
            STAFF_ADMIN,
            AUDIT_READ,
            WORKLIST_READ,
            WORKLIST_WRITE,
            RECORDING_GOVERN,
            SPEECH_WRITE,
            VOCABULARY_WRITE,
            OPERATE);

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = Set.of(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }
}
