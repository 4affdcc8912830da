package org.aftercall.recording;

import java.time.Clock;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/** What is done once a night: the sweep, and the inventory. */
@Component
class Nights {
    private final NightSweep sweep;
    private final Inventory inventory;
    private final Reports reports;
    private final NightSettings settings;
    private final Clock clock;

    Nights(
            NightSweep sweep,
            Inventory inventory,
            Reports reports,
            NightSettings settings,
            Clock clock) {
        this.sweep = sweep;
        this.inventory = inventory;
        this.reports = reports;
        this.settings = settings;
        this.clock = clock;
    }

    /** Does what this night still wants; to be asked every few minutes. */
    void ifDue() {
        var now = ZonedDateTime.ofInstant(clock.instant(), settings.zone());
        if (now.toLocalTime().isBefore(settings.at())) {
            return;
        }
        var night = now.toLocalDate();
        if (!reports.has(Reports.KindOf.SWEEP, night)) {
            sweep.run(night);
        }
        if (!reports.has(Reports.KindOf.INVENTORY, night)) {
            inventory.ofNight(night, settings.share());
        }
    }
}
