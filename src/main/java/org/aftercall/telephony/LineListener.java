package org.aftercall.telephony;

/**
 * Hears what the wire has to tell, in order, on one thread for each switchboard; must return
 * quickly.
 */
public interface LineListener {
    void on(LineEvent event);

    /** The wire came up or went down. After coming up, what was missed must be re-read. */
    void on(WireState state);
}
