package org.aftercall.call;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a call waits for people and machines.
 *
 * @param deskRingFor how long the nurse's own telephone rings; a browser answers by itself
 * @param deskGrace how long the patient is kept when the nurse's telephone was lost in mid-talk
 * @param sweepEvery how often open calls are compared with the switchboard
 */
@ConfigurationProperties("aftercall.call")
record CallSettings(
        @DefaultValue("20s") Duration deskRingFor,
        @DefaultValue("60s") Duration deskGrace,
        @DefaultValue("5s") Duration sweepEvery) {}
