package org.aftercall.followup;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aftercall.kernel.Leases;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.staff.Role;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is on duty for which department at which level. */
@Service
@Transactional
class Roster {
    private final RosterRows roster;
    private final DaysOff daysOff;
    private final Staff staff;
    private final Leases leases;
    private final Relief relief;
    private final DutyClock clock;

    Roster(
            RosterRows roster,
            DaysOff daysOff,
            Staff staff,
            Leases leases,
            Relief relief,
            DutyClock clock) {
        this.roster = roster;
        this.daysOff = daysOff;
        this.staff = staff;
        this.leases = leases;
        this.relief = relief;
        this.clock = clock;
    }

    /** Somebody who may be put on the roster, or be handed an escalation. */
    record Colleague(UUID id, String name, Role role, boolean all, Set<String> departments) {}

    @Transactional(readOnly = true)
    public List<RosterRows.Line> lines() {
        return roster.all();
    }

    /** What one may see of the roster: the house's own line first. */
    @Transactional(readOnly = true)
    public List<String> departments(CurrentUser who) {
        var names = new LinkedHashSet<String>();
        names.add(RosterRows.EVERY_DEPARTMENT);
        roster.all().stream().map(RosterRows.Line::department).forEach(names::add);
        names.addAll(roster.departments());
        names.addAll(who.scope().departments());
        names.removeIf(d -> !d.equals(RosterRows.EVERY_DEPARTMENT) && !who.scope().covers(d));
        return List.copyOf(names);
    }

    @Transactional(readOnly = true)
    public List<Colleague> colleagues(CurrentUser who) {
        return staff.duties().keySet().stream()
                .map(staff::get)
                .filter(m -> m.may(Permission.ESCALATION))
                .filter(m -> overlap(m, who))
                .map(m ->
                        new Colleague(
                                m.id().value(),
                                m.name(),
                                m.role(),
                                m.scope().all(),
                                m.scope().departments()))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** Who is told of what is of that kind and for this level. */
    @Transactional(readOnly = true)
    public Optional<RosterRows.OnDuty> find(DutyKind kind, String department, DutyLevel from) {
        return roster.find(kind, department, from, clock.now());
    }

    /** Whether an escalation of that department may be handed over to them. */
    @Transactional(readOnly = true)
    public boolean mayHave(StaffId who, String department) {
        return staff.find(who)
                .filter(m -> staff.duties().containsKey(who))
                .filter(m -> m.may(Permission.ESCALATION))
                .filter(m -> m.scope().covers(department))
                .isPresent();
    }

    /**
     * Puts a department's roster in place of the one before; what nobody had goes to who is there
     * now.
     *
     * @param seen the roster that the change was made on
     */
    public void set(
            DutyKind kind,
            String department,
            Map<DutyLevel, List<Shift>> levels,
            String seen,
            CurrentUser who) {
        leases.queue("duty-roster");
        if (!tag(roster.all()).equals(seen)) {
            throw new Refusal(Refusal.Kind.STALE, "roster.stale");
        }
        if (department.equals(RosterRows.EVERY_DEPARTMENT)
                ? !who.scope().all()
                : !who.scope().covers(department)) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "roster.scope");
        }
        check(department, levels);
        roster.clear(kind, department);
        levels.forEach((level, shifts) -> {
            int place = 0;
            for (var shift : shifts) {
                roster.add(kind, department, level, place++, shift);
            }
        });
        relief.relieve(clock.now());
    }

    @Transactional(readOnly = true)
    public List<DaysOff.Absence> absences() {
        return daysOff.since(clock.now().toLocalDate());
    }

    /**
     * From the first day to the last somebody has no shift; a night that began before is worked to
     * its end. What they had not taken in hand goes to who is there.
     */
    public void absent(UUID person, LocalDate from, LocalDate until, CurrentUser who) {
        mine(person, who);
        daysOff.add(person, from, until);
        relief.relieve(clock.now());
    }

    public void back(UUID person, LocalDate from, CurrentUser who) {
        mine(person, who);
        daysOff.remove(person, from);
        relief.relieve(clock.now());
    }

    private void mine(UUID person, CurrentUser who) {
        if (staff.find(new StaffId(person)).filter(m -> overlap(m, who)).isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.INVALID,
                    "roster.invalid",
                    List.of(),
                    List.of(new Mend("/who", "roster.person", List.of())));
        }
    }

    /** Who would be told in the departments one may see. */
    @Transactional(readOnly = true)
    public List<RosterRows.Told> told(LocalDateTime at, CurrentUser who) {
        return roster.told(departments(who), at);
    }

    /** Where the roster of a department one may see leaves a time of the coming week to nobody. */
    @Transactional(readOnly = true)
    public List<DutyGap> gaps(
            DutyKind kind, String department, LocalDateTime from, CurrentUser who) {
        return departments(who).contains(department)
                ? DutyGap.of(roster.marks(kind, department, from), from.plusDays(7))
                : List.of();
    }

    private void check(String department, Map<DutyLevel, List<Shift>> levels) {
        var mends = new ArrayList<Mend>();
        levels.forEach((level, people) -> {
            for (int i = 0; i < people.size(); i++) {
                var fits =
                        staff.find(new StaffId(people.get(i).who()))
                                .filter(m -> m.may(Permission.ESCALATION))
                                .filter(m ->
                                        department.equals(RosterRows.EVERY_DEPARTMENT)
                                                || m.scope().covers(department))
                                .isPresent();
                if (!fits) {
                    mends.add(new Mend("/levels/" + level + "/" + i, "roster.person", List.of()));
                }
            }
        });
        if (!mends.isEmpty()) {
            throw new Refusal(Refusal.Kind.INVALID, "roster.invalid", List.of(), mends);
        }
    }

    private static boolean overlap(StaffMember member, CurrentUser who) {
        return member.scope().all()
                || who.scope().all()
                || !member.scope().within(who.scope()).departments().isEmpty();
    }

    /** Changes with every change of the roster. */
    static String tag(List<RosterRows.Line> lines) {
        var text = new StringBuilder();
        lines.forEach(l ->
                text.append(l.kind())
                        .append('/')
                        .append(l.department())
                        .append('/')
                        .append(l.level())
                        .append('/')
                        .append(l.shift())
                        .append('\n'));
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
}
