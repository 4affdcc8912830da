package org.aftercall.followup;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a record may wait for its signature.
 *
 * @param alarmAfter so long after a talk an unsigned record is shown to the supervisor, who can
 *     give it to somebody else
 * @param unsignedAfter so long after a talk, and after the last word in it, the house signs it as
 *     lost: until then its patient can be called on no list. Longer than a night, since its nurse
 *     may come back in the morning
 */
@ConfigurationProperties("aftercall.followup")
record FollowUpSettings(
        @DefaultValue("30m") Duration alarmAfter, @DefaultValue("24h") Duration unsignedAfter) {}
