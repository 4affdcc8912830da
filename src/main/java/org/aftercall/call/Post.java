package org.aftercall.call;

import org.aftercall.kernel.DeskKind;
import org.aftercall.kernel.Extension;
import org.aftercall.telephony.LineId;

/**
 * Where a call is: at whose desk, and on which line to it.
 *
 * @param line to the desk, or to somebody outside whom the call was handed to
 */
public record Post(Extension desk, DeskKind kind, LineId line) {}
