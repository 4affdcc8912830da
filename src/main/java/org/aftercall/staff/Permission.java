package org.aftercall.staff;

/** One thing somebody may do; the authority is its name at every door. */
public enum Permission {
    CALL("call"),
    /** Listen to a colleague's call, whisper, join, take it over. */
    SUPERVISE("supervise"),
    WORKLIST_READ("worklist.read"),
    WORKLIST_WRITE("worklist.write"),
    RECORD_READ("record.read"),
    RECORD_WRITE("record.write"),
    RECORDING_PLAY("recording.play"),
    /** Take recordings out of the house. */
    RECORDING_EXPORT("recording.export"),
    /** Say how long sound is kept, what must stay, what must go. */
    RECORDING_GOVERN("recording.govern"),
    TRANSCRIPT_SEARCH("transcript.search"),
    /** Act on what a patient's answer set off. */
    ESCALATION("escalation"),
    /** Read and hear numbers of papers, telephones and cards, and addresses, in what was said. */
    SENSITIVE_READ("sensitive.read"),
    /** Change what is listened for, and with which model. */
    SPEECH_WRITE("speech.write"),
    /** Say which words are to be heard: medicines, doctors, wards. */
    VOCABULARY_WRITE("vocabulary.write"),
    /** Write, publish and retire questionnaires, and compare wordings. */
    SCRIPT_WRITE("script.write"),
    IMPORT("import"),
    STAFF_ADMIN("staff.admin"),
    AUDIT_READ("audit.read"),
    /** See the switchboards, and empty one for maintenance. */
    OPERATE("operate");

    private final String authority;

    Permission(String authority) {
        this.authority = authority;
    }

    public String authority() {
        return authority;
    }
}
