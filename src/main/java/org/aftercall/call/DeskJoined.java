package org.aftercall.call;

import org.aftercall.kernel.Extension;

/**
 * Published inside the transaction that brings a desk into a call.
 *
 * @param holds whether the call is hers from here on; else she is asked into it, or listens
 */
public record DeskJoined(CallId call, Extension desk, boolean holds) {}
