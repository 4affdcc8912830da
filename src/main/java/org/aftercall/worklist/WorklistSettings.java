package org.aftercall.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.aftercall.patient.CallingHours;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tasks are handed out.
 *
 * @param lease how long a claimed task stays reserved without a call
 * @param firstName name of the worklist that an empty house starts with
 * @param firstQuestionnaire its questionnaire
 * @param firstFrom its calling window's start, on the patient's clock
 * @param firstUntil its calling window's end; 00:00 is midnight
 * @param zone its zone, for showing when it opens
 */
@ConfigurationProperties("aftercall.worklist")
record WorklistSettings(
        @DefaultValue("10m") Duration lease,
        @DefaultValue("出院随访 Post-discharge") String firstName,
        @DefaultValue("post-discharge") String firstQuestionnaire,
        @DefaultValue("09:00") LocalTime firstFrom,
        @DefaultValue("20:00") LocalTime firstUntil,
        @DefaultValue("Asia/Shanghai") String zone) {

    /** When the day of that moment began, on the lists' usual clock. */
    Instant midnightBefore(Instant moment) {
        var there = ZoneId.of(zone);
        return LocalDate.ofInstant(moment, there).atStartOfDay(there).toInstant();
    }

    Worklist firstList() {
        return new Worklist(
                WorklistId.next(),
                firstName,
                firstQuestionnaire,
                null,
                Feed.EVERYBODY,
                CallingHours.daily(firstFrom, firstUntil).week(),
                false,
                zone,
                Worklist.Season.ALWAYS,
                Worklist.Manner.USUAL,
                Crew.EVERYBODY,
                0,
                null,
                1);
    }
}
