package org.aftercall.followup;

import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.stereotype.Component;

/** Whether an alert reaches somebody in every department that has patients. */
@Component
class RosterCheck implements Check {
    private final RosterRows rows;

    RosterCheck(RosterRows rows) {
        this.rows = rows;
    }

    @Override
    public String topic() {
        return "duty roster";
    }

    @Override
    public List<Finding> look() {
        var departments = rows.departments();
        // Who is asked for from the doctor's level on is also who is told last.
        var unmanned =
                departments.stream()
                        .filter(d -> rows.find(DutyKind.CLINICAL, d, DutyLevel.DOCTOR).isEmpty())
                        .count();
        return List.of(
                unmanned == 0
                        ? Finding.pass(
                                "doctors", "somebody is told in each of " + departments.size())
                        : Finding.warn(
                                "doctors",
                                unmanned
                                        + " of "
                                        + departments.size()
                                        + " departments have no doctor who is told of an alert",
                                "Fill in the duty roster: Alerts, Duty roster, Whole hospital"));
    }
}
