package org.aftercall.call;

import org.aftercall.kernel.Extension;

/**
 * Published after a call left a desk but did not end: a colleague, a supervisor or somebody outside
 * has it, or it was parked.
 */
public record CallHandedOver(CallId call, Extension from) {}
