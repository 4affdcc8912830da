package org.aftercall.worklist;

/**
 * How many tasks are due now, due for a day and more, wait, are agreed callbacks, and were done
 * since the day began.
 *
 * @param supervisor how many are the supervisor's to decide about
 * @param lost how many were given up in the last thirty days, for lack of an answer or a number
 * @param alert of the patients that were asked for, wherever else they are counted; 0 where nobody
 *     was
 */
public record Counts(
        int due,
        int overdue,
        int waiting,
        int callback,
        int done,
        int supervisor,
        int lost,
        int alert) {}
