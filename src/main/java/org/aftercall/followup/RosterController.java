package org.aftercall.followup;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Who is told of what in which department. */
@RestController
@RequestMapping("/api/v1/duty-roster")
@PreAuthorize("hasAuthority('record.read')")
class RosterController {
    private final Roster roster;
    private final DutyClock clock;
    private final AuditTrail audit;

    RosterController(Roster roster, DutyClock clock, AuditTrail audit) {
        this.roster = roster;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * @param days of the week on which the shift begins, 1 is Monday; empty is every day
     * @param from null is round the clock
     */
    record Person(
            UUID id,
            String name,
            boolean active,
            List<Integer> days,
            @Nullable LocalTime from,
            @Nullable LocalTime until) {}

    /**
     * One department.
     *
     * @param department {@code *} stands in wherever a department has nobody of its own
     */
    record Department(DutyKind kind, String department, Map<DutyLevel, List<Person>> levels) {}

    record View(
            List<Department> departments,
            List<Roster.Colleague> colleagues,
            List<DaysOff.Absence> absences) {}

    /** Who would be told at a moment of the house's clock. */
    record OnDuty(LocalDateTime at, ZoneId zone, List<RosterRows.Told> told) {}

    record Gaps(LocalDateTime from, ZoneId zone, List<DutyGap> gaps) {}

    record Away(@Nullable UUID who, @Nullable LocalDate from, @Nullable LocalDate until) {}

    /**
     * One department of a kind anew, the clinical one where none is named; each level in the order
     * in which they are told.
     */
    record Wish(
            @Nullable DutyKind kind,
            @Nullable String department,
            @Nullable Map<DutyLevel, List<JsonNode>> levels) {}

    @GetMapping
    ResponseEntity<View> all() {
        return view();
    }

    @PutMapping
    @PreAuthorize("hasAuthority('supervise')")
    ResponseEntity<View> put(
            @RequestHeader(value = "If-Match", required = false) @Nullable String match,
            @RequestBody Wish wish) {
        if (match == null) {
            throw new Refusal(Refusal.Kind.UNCONDITIONAL, "roster.ifMatch");
        }
        var mends = new ArrayList<Mend>();
        if (wish.department() == null || wish.department().isBlank()) {
            mends.add(new Mend("/department", "roster.department", List.of()));
        }
        var reading = new ShiftReading();
        var levels = reading.levels(wish.levels() == null ? Map.of() : wish.levels());
        mends.addAll(reading.mends());
        if (!mends.isEmpty() || wish.department() == null) {
            throw new Refusal(Refusal.Kind.INVALID, "roster.invalid", List.of(), mends);
        }
        roster.set(
                wish.kind() == null ? DutyKind.CLINICAL : wish.kind(),
                wish.department().strip(),
                levels,
                match.replace("\"", ""),
                CurrentUser.get());
        audit.note("roster.change", "roster", null, null);
        return view();
    }

    /** Now, or at another time of the house's clock. */
    @GetMapping("/on-duty")
    OnDuty onDuty(@RequestParam(required = false) @Nullable LocalDateTime at) {
        var when = at == null ? clock.now() : at;
        return new OnDuty(when, clock.zone(), roster.told(when, CurrentUser.get()));
    }

    /** The coming week's times at which nobody is on duty in one department. */
    @GetMapping("/gaps")
    Gaps gaps(
            @RequestParam(defaultValue = "CLINICAL") DutyKind kind,
            @RequestParam String department) {
        var from = clock.now().truncatedTo(ChronoUnit.MINUTES);
        return new Gaps(from, clock.zone(), roster.gaps(kind, department, from, CurrentUser.get()));
    }

    @PostMapping("/absences")
    @PreAuthorize("hasAuthority('supervise')")
    ResponseEntity<View> away(@RequestBody Away wish) {
        var mends = new ArrayList<Mend>();
        var who = wish.who();
        var from = wish.from();
        var until = wish.until();
        if (who == null) {
            mends.add(new Mend("/who", "roster.person", List.of()));
        }
        if (from == null) {
            mends.add(new Mend("/from", "roster.day", List.of()));
        }
        if (until == null || from != null && until.isBefore(from)) {
            mends.add(new Mend("/until", "roster.lastDay", List.of()));
        }
        if (who == null || from == null || until == null || !mends.isEmpty()) {
            throw new Refusal(Refusal.Kind.INVALID, "roster.invalid", List.of(), mends);
        }
        roster.absent(who, from, until, CurrentUser.get());
        audit.note("roster.absence", "roster", who, null);
        return view();
    }

    @DeleteMapping("/absences/{who}/{from}")
    @PreAuthorize("hasAuthority('supervise')")
    ResponseEntity<View> back(@PathVariable UUID who, @PathVariable LocalDate from) {
        roster.back(who, from, CurrentUser.get());
        audit.note("roster.back", "roster", who, null);
        return view();
    }

    private static Person person(RosterRows.Line line) {
        var shift = line.shift();
        return new Person(
                shift.who(), line.name(), line.active(), shift.days(), shift.from(), shift.until());
    }

    private static Map<DutyLevel, List<Person>> levels(List<RosterRows.Line> lines) {
        var levels = new EnumMap<DutyLevel, List<Person>>(DutyLevel.class);
        for (var level : DutyLevel.values()) {
            levels.put(
                    level,
                    lines.stream().filter(l -> l.level() == level).map(l -> person(l)).toList());
        }
        return levels;
    }

    private ResponseEntity<View> view() {
        var departments = new ArrayList<Department>();
        var me = CurrentUser.get();
        var lines = roster.lines();
        for (var kind : DutyKind.values()) {
            for (var name : roster.departments(me)) {
                departments.add(
                        new Department(
                                kind,
                                name,
                                levels(
                                        lines.stream()
                                                .filter(l -> l.kind() == kind)
                                                .filter(l -> l.department().equals(name))
                                                .toList())));
            }
        }
        return ResponseEntity.ok()
                .eTag("\"" + Roster.tag(lines) + "\"")
                .body(new View(departments, roster.colleagues(me), roster.absences()));
    }
}
