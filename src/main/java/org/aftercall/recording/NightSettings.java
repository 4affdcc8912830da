package org.aftercall.recording;

import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the house looks after its recordings.
 *
 * @param at not before this time of the day
 * @param share the inventory of a night reads every so-manieth recording to its last byte, each
 *     night others; of all others it compares the sizes
 */
@ConfigurationProperties("aftercall.recording.night")
record NightSettings(
        @DefaultValue("02:30") LocalTime at,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("30") int share) {}
