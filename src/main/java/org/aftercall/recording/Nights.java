package org.aftercall.recording;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is done once a night: erase what is past its time, and take the inventory. */
@Component
class Nights {
    private final Erasure erasure;
    private final ErasureRows rows;
    private final Inventory inventory;
    private final Reports reports;
    private final NightSettings settings;
    private final Clock clock;

    Nights(
            Erasure erasure,
            ErasureRows rows,
            Inventory inventory,
            Reports reports,
            NightSettings settings,
            Clock clock) {
        this.erasure = erasure;
        this.rows = rows;
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
        figures.put("held", rows.heldBack(began));
        var report =
                new Reports.Report(
                        Reports.KindOf.SWEEP, night, began, began, true, figures, List.of());
        reports.write(report);
        return report;
    }
}
