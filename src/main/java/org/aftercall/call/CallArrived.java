package org.aftercall.call;

/**
 * Published after somebody called in. His telephone rings until {@link Entrance} lets him in or
 * turns him away. His number is what the network says, which anybody can make it say.
 */
public record CallArrived(CallId call) {}
