package org.aftercall.followup;

import java.time.Duration;
import org.aftercall.script.RedFlag;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How soon somebody must have acted, and whom it is told first.
 *
 * @param emergencyDue at once, which is as long as it takes to reach a doctor by telephone
 * @param emergencyStep what each further level has, and who acknowledges, before it climbs
 * @param urgentDue within half a shift
 * @param routineDue two days, within which every alarm is to be answered
 */
@ConfigurationProperties("aftercall.escalation")
record EscalationSettings(
        @DefaultValue("DOCTOR") DutyLevel emergencyStart,
        @DefaultValue("5m") Duration emergencyDue,
        @DefaultValue("10m") Duration emergencyStep,
        @DefaultValue("NURSE") DutyLevel urgentStart,
        @DefaultValue("4h") Duration urgentDue,
        @DefaultValue("1h") Duration urgentStep,
        @DefaultValue("NURSE") DutyLevel routineStart,
        @DefaultValue("48h") Duration routineDue,
        @DefaultValue("12h") Duration routineStep) {

    /** What a severity asks for. */
    record Term(DutyLevel start, Duration due, Duration step) {}

    Term of(RedFlag.Level severity) {
        return switch (severity) {
            case EMERGENCY -> new Term(emergencyStart, emergencyDue, emergencyStep);
            case URGENT -> new Term(urgentStart, urgentDue, urgentStep);
            case ROUTINE -> new Term(routineStart, routineDue, routineStep);
        };
    }
}
