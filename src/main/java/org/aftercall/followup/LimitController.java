package org.aftercall.followup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.script.Limit;
import org.aftercall.script.Questionnaires;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A patient's own thresholds: seen by those who call him, set by those who treat him. */
@RestController
@RequestMapping("/api/v1/patients/{patient}/limits")
@PreAuthorize("hasAuthority('record.read')")
class LimitController {
    private static final BigDecimal LARGEST = new BigDecimal(100_000);
    private static final int LONGEST = 200;

    private final Limits limits;
    private final Patients patients;
    private final Questionnaires questionnaires;
    private final AuditTrail audit;

    LimitController(
            Limits limits, Patients patients, Questionnaires questionnaires, AuditTrail audit) {
        this.limits = limits;
        this.patients = patients;
        this.questionnaires = questionnaires;
        this.audit = audit;
    }

    /**
     * @param text what is compared with it
     * @param min with {@code max} what makes sense as one
     * @param set null while the usual threshold counts
     */
    record View(
            String name,
            String text,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            Limits.@Nullable Limit set) {}

    /** A threshold as the questionnaires know it. */
    private record Known(String text, Limit limit) {}

    /**
     * @param value null takes it away
     */
    record Form(@Nullable BigDecimal value, @Nullable String why) {}

    @GetMapping
    List<View> all(@PathVariable UUID patient, Locale locale) {
        var id = visible(patient);
        audit.note("limit.view", "patient", patient, patient);
        return views(id, locale);
    }

    private List<View> views(PatientId patient, Locale locale) {
        var set = limits.of(patient);
        return known(locale).entrySet().stream()
                .map(e ->
                        new View(
                                e.getKey(),
                                e.getValue().text(),
                                e.getValue().limit().min(),
                                e.getValue().limit().max(),
                                set.stream()
                                        .filter(l -> l.name().equals(e.getKey()))
                                        .findFirst()
                                        .orElse(null)))
                .toList();
    }

    @PutMapping("/{name}")
    @PreAuthorize("hasAuthority('escalation')")
    List<View> set(
            @PathVariable UUID patient,
            @PathVariable String name,
            @RequestBody Form form,
            Locale locale) {
        var id = visible(patient);
        var known = known(locale).get(name);
        if (known == null) {
            throw new Refusal(Kind.NOT_FOUND, "limit.unknown");
        }
        var mends = new ArrayList<Mend>();
        var value = form.value();
        if (value != null
                && (value.signum() < 0 || value.compareTo(LARGEST) > 0 || value.scale() > 3)) {
            mends.add(new Mend("/value", "limit.value", List.of()));
        } else if (value != null && !known.limit().takes(value)) {
            // A slip of the key would silence an alarm.
            mends.add(
                    new Mend(
                            "/value",
                            "limit.range",
                            List.of(shown(known.limit().min()), shown(known.limit().max()))));
        }
        var why = Objects.requireNonNullElse(form.why(), "").strip();
        if (why.isEmpty() || why.length() > LONGEST) {
            mends.add(new Mend("/why", "limit.why", List.of(LONGEST)));
        }
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "limit.wrong", List.of(), mends);
        }
        limits.set(id, name, value, why, CurrentUser.get().id());
        var which = name + (value == null ? "=usual" : "=own");
        audit.note("limit.set", "patient", patient, patient, which);
        return views(id, locale);
    }

    /** All that some questionnaire would take one for, in words. */
    private Map<String, Known> known(Locale locale) {
        var known = new TreeMap<String, Known>();
        for (var questionnaire : questionnaires.all()) {
            questionnaire
                    .limits()
                    .forEach((name, limit) ->
                            known.putIfAbsent(
                                    name,
                                    new Known(
                                            questionnaire.question(limit.linkId(), locale),
                                            limit)));
        }
        return known;
    }

    private static String shown(@Nullable BigDecimal bound) {
        return bound == null ? "–" : bound.toPlainString();
    }

    private PatientId visible(UUID patient) {
        var id = new PatientId(patient);
        if (!patients.visibleTo(id, CurrentUser.get().scope())) {
            throw new Refusal(Kind.NOT_FOUND, "patient.unknown");
        }
        return id;
    }
}
