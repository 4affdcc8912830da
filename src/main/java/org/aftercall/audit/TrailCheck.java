package org.aftercall.audit;

import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.stereotype.Component;

/** Whether the trail is as it was written. */
@Component
class TrailCheck implements Check {
    private final AuditTrail trail;

    TrailCheck(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public String topic() {
        return "audit";
    }

    @Override
    public List<Finding> look() {
        return List.of(
                trail.firstBrokenRow()
                        .map(row ->
                                Finding.fail(
                                        "trail",
                                        "somebody changed, took out or put in a row: the first that"
                                                + " does not fit is "
                                                + row,
                                        "Keep the database as it is for whoever looks into this;"
                                                + " compare with the last backup"))
                        .orElseGet(() -> Finding.pass("trail", "whole, from its first row on")));
    }
}
