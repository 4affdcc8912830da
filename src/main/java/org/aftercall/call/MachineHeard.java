package org.aftercall.call;

/** Published after an answering machine, and no human, picked up. {@link CallAnswered} is not. */
public record MachineHeard(CallId call) {}
