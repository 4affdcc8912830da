package org.aftercall.patient.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.patient.StandingChange.What;
import org.aftercall.patient.Standings;
import org.aftercall.patient.Suspension;
import org.aftercall.patient.Uncalled;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a patient off the telephone and puts him back, with the reason. */
@RestController
@RequestMapping("/api/v1")
class StandingController {
    private static final int LONGEST_REASON = 500;
    private static final Pattern CODE = Pattern.compile("[A-Z_]+");

    private final Patients patients;
    private final Standings standings;
    private final AuditTrail audit;
    private final HouseWords words;

    StandingController(Patients patients, Standings standings, AuditTrail audit, HouseWords words) {
        this.patients = patients;
        this.standings = standings;
        this.audit = audit;
        this.words = words;
    }

    record Line(Instant at, What what, boolean on, String reason, @Nullable String byName) {}

    record View(boolean doNotCall, @Nullable Suspension suspended, List<Line> history) {}

    record Change(@Nullable String what, @Nullable Boolean on, @Nullable String reason) {}

    record Row(
            UUID patientId,
            String name,
            String admissionNo,
            String department,
            String reason,
            Instant since,
            @Nullable String byName) {}

    record Page(List<Row> items, @Nullable String next) {}

    @GetMapping("/patients/{id}/standing")
    @PreAuthorize("hasAuthority('record.read')")
    View standing(@PathVariable UUID id, Locale locale) {
        var patient = visible(id);
        audit.note("patient.standing", "patient", id, id);
        return view(patient, locale);
    }

    @PostMapping("/patients/{id}/standing")
    @PreAuthorize("hasAuthority('record.write')")
    View change(@PathVariable UUID id, @RequestBody Change change, Locale locale) {
        var patient = visible(id);
        var wanted = checked(change);
        // The reason may hold a name; the trail gets codes only.
        audit.note(
                "patient.standing.change",
                "patient",
                id,
                id,
                wanted.what() + (wanted.on() ? " on" : " off"));
        switch (wanted.what()) {
            case DO_NOT_CALL -> {
                if (wanted.on()) {
                    standings.doNotCall(patient, wanted.reason());
                } else {
                    standings.callAgain(patient, wanted.reason());
                }
            }
            case SUSPENDED -> {
                if (wanted.on()) {
                    var why = Standings.suspension(wanted.reason());
                    standings.suspend(patient, why, wanted.reason());
                } else {
                    standings.resume(patient, wanted.reason());
                }
            }
        }
        return view(patient, locale);
    }

    @GetMapping("/do-not-call")
    @PreAuthorize("hasAuthority('supervise')")
    Page doNotCall(
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable UUID cursor,
            Locale locale) {
        var size = Math.clamp(limit, 1, 200);
        audit.note("patient.doNotCall.list", "patient", null, null);
        // One more than asked for tells whether there is another page.
        var found = standings.doNotCall(CurrentUser.get().scope(), cursor, size + 1);
        var page = found.subList(0, Math.min(size, found.size()));
        return new Page(
                page.stream().map(u -> row(u, locale)).toList(),
                found.size() > size ? page.getLast().change().toString() : null);
    }

    private PatientId visible(UUID id) {
        var patient = new PatientId(id);
        if (!patients.visibleTo(patient, CurrentUser.get().scope())) {
            throw new Refusal(Kind.NOT_FOUND, "patient.unknown");
        }
        return patient;
    }

    private record Wanted(What what, boolean on, String reason) {}

    private static Wanted checked(Change change) {
        var mends = new ArrayList<Mend>();
        What what = null;
        for (var known : What.values()) {
            if (known.name().equals(change.what())) {
                what = known;
            }
        }
        if (what == null) {
            mends.add(new Mend("/what", "standing.what", List.of()));
        }
        var on = change.on();
        if (on == null) {
            mends.add(new Mend("/on", "standing.on", List.of()));
        }
        var reason = change.reason() == null ? "" : change.reason().strip();
        if (reason.isEmpty()) {
            mends.add(new Mend("/reason", "standing.reason", List.of()));
        } else if (reason.length() > LONGEST_REASON) {
            mends.add(new Mend("/reason", "standing.reasonLong", List.of(LONGEST_REASON)));
        } else if (reason.chars().anyMatch(c -> c == 0)) {
            mends.add(new Mend("/reason", "standing.reason", List.of()));
        }
        if (what == null || on == null || !mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "standing.invalid", List.of(), mends);
        }
        return new Wanted(what, on, reason);
    }

    private View view(PatientId patient, Locale locale) {
        var now = patients.get(patient).standing();
        return new View(
                now.doNotCall(),
                now.suspended(),
                standings.history(patient).stream()
                        .map(c ->
                                new Line(
                                        c.at(),
                                        c.what(),
                                        c.begins(),
                                        text(c.reason(), locale),
                                        c.byName()))
                        .toList());
    }

    private Row row(Uncalled u, Locale locale) {
        return new Row(
                u.patient().value(),
                u.name(),
                u.admissionNo(),
                u.department(),
                text(u.reason(), locale),
                u.since(),
                u.byName());
    }

    /** Our own codes have words; what somebody wrote stays as it is. */
    private String text(String reason, Locale locale) {
        return CODE.matcher(reason).matches()
                ? words.or(reason, "standing.reason." + reason, locale)
                : reason;
    }
}
