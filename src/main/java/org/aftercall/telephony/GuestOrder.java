package org.aftercall.telephony;

import java.time.Duration;
import org.aftercall.kernel.PhoneNumber;

/**
 * Ring somebody outside who is to be asked or to join a talk. Never recorded on a tape of his own.
 *
 * @param ringFor how long it may ring before it counts as no answer
 */
public record GuestOrder(LineId line, PhoneNumber to, Duration ringFor) {}
