package org.aftercall.recording;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.aftercall.kernel.Check;
import org.aftercall.kernel.Finding;
import org.springframework.stereotype.Component;

/** What the last inventory of the store found. */
@Component
class InventoryCheck implements Check {
    private static final Duration STALE = Duration.ofDays(3);
    private static final String TAKE = "./aftercall recordings inventory";

    private final Reports reports;
    private final Clock clock;

    InventoryCheck(Reports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "recordings";
    }

    @Override
    public List<Finding> look() {
        var latest = reports.latest(Reports.KindOf.INVENTORY).orElse(null);
        if (latest == null) {
            return List.of(
                    Finding.warn(
                            "inventory", "none was taken yet; the first comes at night", TAKE));
        }
        var words = latest.figures().toString();
        if (!latest.good()) {
            return List.of(
                    Finding.fail(
                            "inventory",
                            words + " " + latest.amiss().stream().limit(5).toList(),
                            "Put missing or altered objects back from the store's backup (their names are"
                                    + " recordings/<id>); stray ones belong to rows that the database lost"));
        }
        if (latest.began().isBefore(clock.instant().minus(STALE))) {
            return List.of(Finding.warn("inventory", "the last one is of " + latest.began(), TAKE));
        }
        return List.of(Finding.pass("inventory", words));
    }
}
