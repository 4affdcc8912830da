package org.aftercall.telephony;

/** Who picked up, as far as can be heard. When in doubt, it is somebody. */
public enum Verdict {
    HUMAN,
    MACHINE,
    NOT_SURE
}
