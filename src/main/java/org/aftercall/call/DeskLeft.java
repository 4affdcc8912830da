package org.aftercall.call;

import org.aftercall.kernel.Extension;

/**
 * Published inside the transaction in which a desk is out of a call: it is over, or she was only
 * asked into it, or listened.
 */
public record DeskLeft(CallId call, Extension desk) {}
