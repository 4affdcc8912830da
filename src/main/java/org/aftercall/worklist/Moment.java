package org.aftercall.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aftercall.kernel.Sql;
import org.aftercall.patient.Calendar;
import org.aftercall.patient.CallingHours;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What {@link Obstacle} needs to know of one list at one moment.
 *
 * @param knownZones zones of patients that a clock is known for
 * @param hours the hour of the day in each of them
 * @param openZones those of them in which the list may call now
 * @param opens when the first of the closed ones opens
 */
record Moment(
        Worklist list,
        Instant now,
        List<Integer> hours,
        List<String> knownZones,
        List<String> openZones,
        @Nullable Instant opens,
        HouseRule rule) {

    /** Takes moments. The windows are computed here, by the same rule that looks before a dial. */
    @Component
    static class Camera {
        private final Patients patients;
        private final Calendar calendar;
        private final HouseRules rules;
        private final Clock clock;

        Camera(Patients patients, Calendar calendar, HouseRules rules, Clock clock) {
            this.patients = patients;
            this.calendar = calendar;
            this.rules = rules;
            this.clock = clock;
        }

        Instant now() {
            return clock.instant();
        }

        /** How long writing up should take where a list does not say. */
        Duration wrapUp() {
            return rules.current().wrapUp();
        }

        CallingHours hours(Worklist list) {
            return new CallingHours(
                    list.week(), list.keepsHolidays() ? calendar.around(now()) : Map.of());
        }

        /** When the list may call this patient again, by his clock; now when it may. */
        Optional<Instant> opens(Worklist list, PatientId patient) {
            return patients.zone(patient).flatMap(zone -> hours(list).nextOpening(now(), zone));
        }

        Moment of(Worklist list) {
            return of(List.of(list)).getFirst();
        }

        /** The same moment of several lists: what they share is read once. */
        List<Moment> of(List<Worklist> lists) {
            var now = now();
            var zones = patients.zones();
            var rule = rules.current();
            return lists.stream().map(l -> of(l, now, zones, rule)).toList();
        }

        private Moment of(Worklist list, Instant now, List<ZoneId> zones, HouseRule rule) {
            var hours = hours(list);
            var known = new ArrayList<String>();
            var open = new ArrayList<String>();
            Instant opens = null;
            for (var zone : zones) {
                known.add(zone.getId());
                var next = hours.nextOpening(now, zone);
                if (next.filter(now::equals).isPresent()) {
                    open.add(zone.getId());
                } else if (next.isPresent() && (opens == null || next.get().isBefore(opens))) {
                    opens = next.get();
                }
            }
            return new Moment(
                    list,
                    now,
                    known.stream().map(zone -> now.atZone(ZoneId.of(zone)).getHour()).toList(),
                    known,
                    open,
                    opens,
                    rule);
        }
    }

    /**
     * Fills in all parameters of {@link Obstacle}.
     *
     * @param nurse who asks; null when nobody in particular does
     */
    JdbcClient.StatementSpec into(JdbcClient.StatementSpec sql, @Nullable StaffId nurse) {
        return sql.param("now", Sql.utc(now))
                .param("knownZones", knownZones.toArray(String[]::new))
                .param("openZones", openZones.toArray(String[]::new))
                .param("perDay", rule.perDay())
                .param("perWeek", rule.perWeek())
                .param("nurse", Optional.ofNullable(nurse).map(StaffId::value).orElse(null));
    }
}
