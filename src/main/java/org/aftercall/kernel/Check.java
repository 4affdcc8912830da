package org.aftercall.kernel;

import java.util.List;

/** Something a room can look at to tell whether it is in order; the doctor asks every such bean. */
public interface Check {
    /** What is looked at, in one word: {@code telephony}. */
    String topic();

    /**
     * Looks now, in at most a few seconds, and changes nothing that stays. An exception becomes a
     * failed finding.
     */
    List<Finding> look();
}
