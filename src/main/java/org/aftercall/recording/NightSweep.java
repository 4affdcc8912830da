package org.aftercall.recording;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aftercall.kernel.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Erases what is past its time, moves locks to the dates that hold now, sees to master keys. */
@Component
class NightSweep {
    private final Erasure erasure;
    private final Locks locks;
    private final Keys keys;
    private final Reports reports;
    private final Clock clock;

    NightSweep(Erasure erasure, Locks locks, Keys keys, Reports reports, Clock clock) {
        this.erasure = erasure;
        this.locks = locks;
        this.keys = keys;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * @param night null when somebody asked for it
     */
    Reports.Report run(@Nullable LocalDate night) {
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
        try {
            var done = keys.night();
            figures.put("renewed", done.renewed());
            figures.put("retired", done.retired());
            figures.put("openable", done.openable());
        } catch (Refusal notNow) {
            amiss.add(notNow.code());
        }
        var report =
                new Reports.Report(
                        Reports.KindOf.SWEEP, night, began, began, amiss.isEmpty(), figures, amiss);
        reports.write(report);
        return report;
    }
}
