package org.aftercall.worklist;

/**
 * How many tasks are due now, wait, are agreed callbacks, and were done since the day began.
 *
 * @param supervisor how many are the supervisor's to decide about
 */
public record Counts(int due, int waiting, int callback, int done, int supervisor) {}
