package org.aftercall.worklist;

import java.time.Duration;

/**
 * What holds for every person over all lists and channels.
 *
 * @param perDay most tries within 24 hours
 * @param perWeek most tries within seven days
 * @param wrapUp how long writing up should take where a list does not say
 */
public record HouseRule(int perDay, int perWeek, DayParts parts, Duration wrapUp) {}
