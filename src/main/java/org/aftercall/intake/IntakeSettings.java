package org.aftercall.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How discharge lists are read.
 *
 * @param allowFictionalNumbers whether numbers of the demo (+86 100 0000 xxxx), which cannot exist,
 *     are taken; switch it off where real patients are called
 * @param region ISO country of numbers written without a country code
 * @param areaCode area code, with its leading 0, of local numbers written without one; empty: such
 *     numbers are refused
 * @param dueAfter time from the day of discharge to the first call, in whole days
 * @param maxRows lists longer than this are refused, so that a preview stays quick
 * @param batch rows committed in one transaction
 */
@ConfigurationProperties("aftercall.intake")
record IntakeSettings(
        @DefaultValue("true") boolean allowFictionalNumbers,
        @DefaultValue("CN") String region,
        @DefaultValue("") String areaCode,
        @DefaultValue("48h") Duration dueAfter,
        @DefaultValue("200000") int maxRows,
        @DefaultValue("1000") int batch) {}
