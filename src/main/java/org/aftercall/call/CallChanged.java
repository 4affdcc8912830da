package org.aftercall.call;

/** Published after a call moved on: ringing, joined, on hold, muted, desk lost. */
public record CallChanged(CallId call) {}
