package org.aftercall.followup;

import java.util.List;
import java.util.Locale;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.stereotype.Component;

/** Whether alerts reach people who are not signed in. */
@Component
class OutsideCheck implements Check {
    private final Outside outside;

    OutsideCheck(Outside outside) {
        this.outside = outside;
    }

    @Override
    public String topic() {
        return "alerts outside";
    }

    @Override
    public List<Finding> look() {
        return List.of(
                outside.failing(Locale.ENGLISH)
                        .map(f ->
                                Finding.fail(
                                        "gateway",
                                        f.alerts()
                                                + " alerts could not be told since "
                                                + f.since()
                                                + ": "
                                                + f.why(),
                                        "Look at the gateway at "
                                                + outside.host()
                                                + ", then send a test message from the page System"
                                                + " status"))
                        .orElseGet(() ->
                                Finding.pass(
                                        "gateway",
                                        outside.used()
                                                ? outside.host() + ", nothing waits"
                                                : "none is set: who is not signed in is told by"
                                                        + " nobody"
                                                        + " (AFTERCALL_ESCALATION_OUTSIDE_URL)")));
    }
}
