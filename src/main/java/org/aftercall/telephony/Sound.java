package org.aftercall.telephony;

/**
 * How a line sounded, as the switchboard counted its packets (RTP and RTCP, RFC 3550).
 *
 * @param mos an estimate of the mean opinion score of ITU-T G.107, 1.0 to 4.5, of the worse
 *     direction
 * @param jitterMs mean deviation of the packets' spacing, in milliseconds, of the worse direction
 * @param lossPercent packets that did not arrive, of the worse direction
 */
public record Sound(double mos, double jitterMs, double lossPercent) {}
