package org.aftercall.dialer;

/**
 * What becomes of who calls in.
 *
 * @param open whether anybody is let in; else all hear that nobody is here
 * @param queueSeconds how long one waits for a nurse before he hears that all are busy
 */
public record InboundRules(boolean open, int queueSeconds) {
    public static final int SHORTEST = 10;
    public static final int LONGEST = 600;
}
