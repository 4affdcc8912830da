package org.aftercall.telephony;

/** The switchboard cannot be reached: nothing was ordered. */
public class WireDown extends RuntimeException {
    public WireDown(String why) {
        super(why);
    }
}
