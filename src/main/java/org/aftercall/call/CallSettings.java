package org.aftercall.call;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a call waits for people and machines.
 *
 * @param deskRingFor how long the nurse's own telephone rings; a browser answers by itself
 * @param guestRingFor how long a third person's or a supervisor's telephone rings
 * @param deskGrace how long the patient is kept when the nurse's telephone was lost in mid-talk: a
 *     page that lives tries three times to come back in that time, and with the 30 s that a dead
 *     page's silence takes no line hangs for more than a minute
 * @param parkFor how long a parked patient is kept when nobody takes him
 * @param openFor how long a patient whom we rang is kept when no nurse comes to him
 * @param judgeFor how long Asterisk may listen for a machine before who picked up counts as
 *     somebody
 * @param inboundLines how many may call in at a time
 * @param inboundPerNumber how often one number may within ten minutes
 * @param sweepEvery how often open calls are compared with the switchboard
 * @param announceListening whether nurse and patient hear a tone when a supervisor begins to listen
 */
@ConfigurationProperties("aftercall.call")
record CallSettings(
        @DefaultValue("20s") Duration deskRingFor,
        @DefaultValue("30s") Duration guestRingFor,
        @DefaultValue("20s") Duration deskGrace,
        @DefaultValue("10m") Duration parkFor,
        @DefaultValue("8s") Duration openFor,
        @DefaultValue("8s") Duration judgeFor,
        @DefaultValue("20") int inboundLines,
        @DefaultValue("5") int inboundPerNumber,
        @DefaultValue("5s") Duration sweepEvery,
        @DefaultValue("false") boolean announceListening) {}
