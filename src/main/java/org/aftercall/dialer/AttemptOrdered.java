package org.aftercall.dialer;

/**
 * Published inside the transaction that orders a call. Who must not miss one listens inside it,
 * too: then the order and what follows from it come to be together or not at all.
 */
public record AttemptOrdered(Attempt attempt) {}
