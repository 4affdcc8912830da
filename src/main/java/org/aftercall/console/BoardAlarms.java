package org.aftercall.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aftercall.followup.Outside;
import org.aftercall.followup.Unsigned;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.StrandedEvents;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.worklist.Worklists;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What needs somebody now, for whoever looks after the floor. */
@Component
class BoardAlarms {
    private final Obstructions obstructions;
    private final Unsigned unsigned;
    private final Outside outside;
    private final StrandedEvents events;
    private final HouseWords words;

    BoardAlarms(
            Obstructions obstructions,
            Unsigned unsigned,
            Outside outside,
            StrandedEvents events,
            HouseWords words) {
        this.obstructions = obstructions;
        this.unsigned = unsigned;
        this.outside = outside;
        this.events = events;
        this.words = words;
    }

    /**
     * @param ref the task, or the record, that it is about
     * @param patient whom it is about, and his name, for who may read the lists
     */
    record Alarm(
            String code,
            String text,
            Instant since,
            @Nullable UUID ref,
            @Nullable UUID patient,
            @Nullable String name) {
        static Alarm of(String code, String text, Instant since, @Nullable UUID ref) {
            return new Alarm(code, text, since, ref, null, null);
        }

        @Override
        public String toString() {
            return "Alarm[" + code + " " + ref + "]";
        }
    }

    /**
     * @param givenUp how many patients nobody calls any more since the day began
     */
    List<Alarm> now(
            List<Worklists.MissedCallback> missed,
            int givenUp,
            CurrentUser who,
            Instant at,
            Locale locale) {
        var all = new ArrayList<Alarm>();
        obstructions.now(locale).forEach(o -> all.add(Alarm.of(o.code(), o.text(), at, null)));
        outside.failing(locale)
                .ifPresent(f ->
                        all.add(
                                Alarm.of(
                                        "alertsNotTold",
                                        words.of(
                                                "alarm.alertsNotTold", locale, f.alerts(), f.why()),
                                        f.since(),
                                        null)));
        var named = who.may(Permission.WORKLIST_READ);
        for (var one : missed) {
            all.add(
                    new Alarm(
                            "callbackMissed",
                            words.of("alarm.callbackMissed", locale),
                            one.agreed(),
                            one.task().value(),
                            named ? one.patient().value() : null,
                            named ? one.patientName() : null));
        }
        if (givenUp > 0) {
            all.add(Alarm.of("givenUp", words.of("alarm.givenUp", locale, givenUp), at, null));
        }
        int unheard = events.unheard();
        if (unheard > 0) {
            all.add(Alarm.of("unheard", words.of("alarm.unheard", locale, unheard), at, null));
        }
        for (var record : unsigned.late(who.scope())) {
            var ended = record.times().ended();
            all.add(
                    Alarm.of(
                            "recordUnsigned",
                            words.of("alarm.recordUnsigned", locale),
                            ended == null ? at : ended,
                            record.id().value()));
        }
        return all;
    }
}
