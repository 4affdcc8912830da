package org.aftercall.telephony;

/** How a line ended, as the network told us: the first of the four axes of an outcome. */
public enum LineResult {
    ANSWERED,
    NO_ANSWER,
    BUSY,
    REJECTED,
    INVALID_NUMBER,
    /** The network was full or out of order. */
    CONGESTION,
    /** We or the trunk failed. */
    TECHNICAL,
    /** We hung up before anybody answered. */
    CANCELLED
}
