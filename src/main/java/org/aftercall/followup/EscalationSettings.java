package org.aftercall.followup;

import java.time.Duration;
import java.time.ZoneId;
import org.aftercall.script.RedFlag;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How soon somebody must have acted, and whom it is told first.
 *
 * @param zone the house's clock, by which its duty roster goes
 * @param emergencyDue at once, which is as long as it takes to reach a doctor by telephone
 * @param emergencyStep what each further level has, and who acknowledges, before it climbs
 * @param urgentDue within half a shift
 * @param routineDue two days, within which the doctor has called back
 * @param routineClimb when the first level's time is over; before it is due, so that the doctor has
 *     it with hours left even if each level below takes it in hand at the last moment
 */
@ConfigurationProperties("aftercall.escalation")
record EscalationSettings(
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("DOCTOR") DutyLevel emergencyStart,
        @DefaultValue("5m") Duration emergencyDue,
        @DefaultValue("10m") Duration emergencyStep,
        @DefaultValue("NURSE") DutyLevel urgentStart,
        @DefaultValue("4h") Duration urgentDue,
        @DefaultValue("1h") Duration urgentStep,
        @DefaultValue("NURSE") DutyLevel routineStart,
        @DefaultValue("48h") Duration routineDue,
        @DefaultValue("24h") Duration routineClimb,
        @DefaultValue("8h") Duration routineStep) {

    /**
     * What a severity asks for.
     *
     * @param climb when it first goes a level up; never later than it is due
     */
    record Term(DutyLevel start, Duration due, Duration climb, Duration step) {
        Term {
            climb = climb.compareTo(due) > 0 ? due : climb;
        }
    }

    Term of(RedFlag.Level severity) {
        return switch (severity) {
            case EMERGENCY -> new Term(emergencyStart, emergencyDue, emergencyDue, emergencyStep);
            case URGENT -> new Term(urgentStart, urgentDue, urgentDue, urgentStep);
            case ROUTINE -> new Term(routineStart, routineDue, routineClimb, routineStep);
        };
    }
}
