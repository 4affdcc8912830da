package org.aftercall.patient;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The year's holidays and swapped working days. */
@RestController
@RequestMapping("/api/v1/calendar")
@PreAuthorize("hasAuthority('worklist.read')")
class CalendarController {
    private final Calendar calendar;
    private final AuditTrail audit;

    CalendarController(Calendar calendar, AuditTrail audit) {
        this.calendar = calendar;
        this.audit = audit;
    }

    record DayForm(
            @Nullable LocalDate day, CallingHours.@Nullable DayKind kind, @Nullable String name) {}

    record YearForm(@Nullable List<DayForm> days) {}

    @GetMapping
    List<Calendar.Day> year(@RequestParam(required = false) @Nullable Integer year) {
        return calendar.of(asked(year));
    }

    /** The year becomes exactly what is sent. */
    @PutMapping
    @PreAuthorize("hasAuthority('worklist.write')")
    List<Calendar.Day> become(
            @RequestParam(name = "year", required = false) @Nullable Integer wish,
            @RequestBody YearForm form) {
        int year = asked(wish);
        var days = Objects.requireNonNullElse(form.days(), List.<DayForm>of());
        var mends = new ArrayList<Mend>();
        var seen = new HashSet<LocalDate>();
        for (int i = 0; i < days.size(); i++) {
            var one = days.get(i);
            var day = one.day();
            if (day == null || day.getYear() != year) {
                mends.add(new Mend("/days/" + i + "/day", "calendar.day", List.of(year)));
            } else if (!seen.add(day)) {
                mends.add(new Mend("/days/" + i + "/day", "calendar.twice", List.of()));
            }
            if (one.kind() == null) {
                mends.add(new Mend("/days/" + i + "/kind", "calendar.kind", List.of()));
            }
            if (one.name() == null || one.name().isBlank() || one.name().length() > 40) {
                mends.add(new Mend("/days/" + i + "/name", "calendar.name", List.of()));
            }
        }
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "calendar.invalid", List.of(), mends);
        }
        calendar.become(
                year,
                days.stream()
                        .map(d ->
                                new Calendar.Day(
                                        Objects.requireNonNull(d.day()),
                                        Objects.requireNonNull(d.kind()),
                                        Objects.requireNonNull(d.name()).strip()))
                        .toList());
        audit.note("calendar.change", "calendar", new UUID(0, year), null, String.valueOf(year));
        return calendar.of(year);
    }

    private static int asked(@Nullable Integer year) {
        if (year == null || year < 2000 || year > 2100) {
            throw new Refusal(Kind.INVALID, "calendar.year");
        }
        return year;
    }
}
