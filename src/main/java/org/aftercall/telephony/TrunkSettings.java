package org.aftercall.telephony;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may go out over the trunk, so that a stolen account cannot ring the other side of the world
 * all night. None of it can be changed from a screen.
 *
 * @param prefixes beginnings of numbers in E.164 form that may be rung; nothing else may
 * @param forbidden beginnings of numbers that may not, though a prefix allows them
 * @param guests whole numbers, or beginnings that end in {@code *}, of people outside who may be
 *     asked or handed a call; empty means colleagues only
 * @param callsPerSecond how many calls may be placed within one second
 * @param minutesPerDay how many minutes may be talked in one day
 * @param lockedFrom when the night begins; nothing is rung at night. The same as the end means
 *     never
 * @param lockedUntil when the night ends
 * @param zone whose night it is
 */
@ConfigurationProperties("aftercall.telephony.trunk")
public record TrunkSettings(
        @DefaultValue("+86") List<String> prefixes,
        @DefaultValue List<String> forbidden,
        @DefaultValue List<String> guests,
        @DefaultValue("10") int callsPerSecond,
        @DefaultValue("12000") int minutesPerDay,
        @DefaultValue("21:30") LocalTime lockedFrom,
        @DefaultValue("07:30") LocalTime lockedUntil,
        @DefaultValue("Asia/Shanghai") ZoneId zone) {}
