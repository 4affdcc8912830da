package org.aftercall.followup;

import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.stereotype.Component;

/** Whether an alert reaches somebody in every department that has patients. */
@Component
class RosterCheck implements Check {
    private final RosterRows rows;
    private final DutyClock clock;

    RosterCheck(RosterRows rows, DutyClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "duty roster";
    }

    @Override
    public List<Finding> look() {
        var departments = rows.departments();
        // Who is asked for from the doctor's level on is also who is told last.
        var unmanned = rows.unmanned(departments, clock.now());
        return List.of(
                unmanned == 0
                        ? Finding.pass(
                                "doctors",
                                "somebody is on duty at every hour of the coming week in each of "
                                        + departments.size())
                        : Finding.warn(
                                "doctors",
                                unmanned
                                        + " of "
                                        + departments.size()
                                        + " departments have hours in the coming week in which no doctor is"
                                        + " on duty for an alert",
                                "Fill in the duty roster: Alerts, Duty roster, Whole hospital"));
    }
}
