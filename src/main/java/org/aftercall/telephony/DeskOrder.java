package org.aftercall.telephony;

import java.time.Duration;
import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;

/**
 * Ring a nurse: her browser's softphone or the telephone on her desk.
 *
 * @param ringFor how long it may ring before it counts as no answer
 */
public record DeskOrder(LineId line, Extension desk, DeskKind kind, Duration ringFor) {}
