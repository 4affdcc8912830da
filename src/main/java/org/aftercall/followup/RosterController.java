package org.aftercall.followup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is told of what in which department. */
@RestController
@RequestMapping("/api/v1/duty-roster")
@PreAuthorize("hasAuthority('record.read')")
class RosterController {
    private final Roster roster;
    private final AuditTrail audit;

    RosterController(Roster roster, AuditTrail audit) {
        this.roster = roster;
        this.audit = audit;
    }

    record Person(UUID id, String name, boolean active) {}

    /**
     * One department.
     *
     * @param department {@code *} stands in wherever a department has nobody of its own
     */
    record Department(DutyKind kind, String department, Map<DutyLevel, List<Person>> levels) {}

    record View(List<Department> departments, List<Roster.Colleague> colleagues) {}

    /**
     * One department of a kind anew, the clinical one where none is named; each level in the order
     * in which they are told.
     */
    record Wish(
            @Nullable DutyKind kind,
            @Nullable String department,
            @Nullable Map<DutyLevel, List<UUID>> levels) {}

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
        var levels = new EnumMap<DutyLevel, List<UUID>>(DutyLevel.class);
        if (wish.levels() != null) {
            levels.putAll(wish.levels());
        }
        levels.forEach((level, people) -> {
            if (new HashSet<>(people).size() < people.size()) {
                mends.add(new Mend("/levels/" + level, "roster.twice", List.of()));
            }
        });
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

    private static Map<DutyLevel, List<Person>> levels(List<RosterRows.Line> lines) {
        var levels = new EnumMap<DutyLevel, List<Person>>(DutyLevel.class);
        for (var level : DutyLevel.values()) {
            levels.put(
                    level,
                    lines.stream()
                            .filter(l -> l.level() == level)
                            .map(l -> new Person(l.staffId(), l.name(), l.active()))
                            .toList());
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
                .body(new View(departments, roster.colleagues(me)));
    }
}
