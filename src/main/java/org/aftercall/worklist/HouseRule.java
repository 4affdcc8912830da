package org.aftercall.worklist;

/**
 * What holds for every person over all lists and channels.
 *
 * @param perDay most tries within 24 hours
 * @param perWeek most tries within seven days
 */
public record HouseRule(int perDay, int perWeek, DayParts parts) {}
