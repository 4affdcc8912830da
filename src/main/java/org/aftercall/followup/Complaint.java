package org.aftercall.followup;

import java.util.Map;
import org.aftercall.script.RedFlag;
import org.aftercall.transcript.Complaints;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What is told apart about complaints: their form, its two questions, and those heard in a talk.
 */
final class Complaint {
    /** By which whoever complained is called back. */
    static final String FORM = "complaint";

    /** The question whether the matter is solved now: our answer to the complaint. */
    static final String SOLVED = "solved";

    /** The question how content he is with that answer. */
    static final String CONTENT = "content";

    /** The rule of what no answer but a person's ear found. */
    static final String HEARD = "complaint.heard";

    private Complaint() {}

    static RedFlag heard(Complaints.Heard heard) {
        return new RedFlag(
                HEARD,
                HEARD,
                JsonNodeFactory.instance.stringNode(heard.words()),
                RedFlag.Level.ROUTINE,
                Map.of(),
                FORM);
    }
}
