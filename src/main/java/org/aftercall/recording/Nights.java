package org.aftercall.recording;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is done once a night: erase what is past its time, move locks, take the inventory. */
@Component
class Nights {
    private final Erasure erasure;
    private final Locks locks;
    private final Inventory inventory;
    private final Reports reports;
    private final NightSettings settings;
    private final Clock clock;

    Nights(
            Erasure erasure,
            Locks locks,
            Inventory inventory,
            Reports reports,
            NightSettings settings,
            Clock clock) {
        this.erasure = erasure;
        this.locks = locks;
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
            sweep(night);
        }
        if (!reports.has(Reports.KindOf.INVENTORY, night)) {
            inventory.ofNight(night, settings.share());
        }
    }

    /**
     * @param night null when somebody asked for it
     */
    Reports.Report sweep(@Nullable LocalDate night) {
        var began = clock.instant();
        long erased = 0;
        for (int some = erasure.someExpired(); some > 0; some = erasure.someExpired()) {
            erased += some;
        }
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("erased", erased);
        figures.put("held", erasure.heldBack(began));
        List<String> amiss = new ArrayList<>();
        try {
            figures.put("locked", locks.extend());
        } catch (StoreDown away) {
            // What is due is erased all the same; the locks are moved tomorrow.
            amiss.add("store");
        }
        figures.put("undeleted", locks.stillThere());
        var report =
                new Reports.Report(
                        Reports.KindOf.SWEEP, night, began, began, amiss.isEmpty(), figures, amiss);
        reports.write(report);
        return report;
    }
}
