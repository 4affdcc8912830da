package org.aftercall.call;

/** Who rang whom. */
public enum Direction {
    OUTBOUND,
    INBOUND
}
