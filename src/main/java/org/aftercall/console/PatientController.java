package org.aftercall.console;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aftercall.audit.AuditTrail;
import org.aftercall.dialer.Dialer;
import org.aftercall.followup.PastFollowUps;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.Contact;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.Encounter;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Relation;
import org.aftercall.patient.Sex;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.TaskId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who this patient is: what a nurse reads before she dials. */
@RestController
@RequestMapping("/api/v1/patients")
@PreAuthorize("hasAuthority('record.read')")
class PatientController {
    private static final ZoneId HOSPITAL = ZoneId.of("Asia/Shanghai");

    private final Patients patients;
    private final Dialer dialer;
    private final PastFollowUps past;
    private final AuditTrail audit;
    private final HouseWords words;
    private final Clock clock;

    PatientController(
            Patients patients,
            Dialer dialer,
            PastFollowUps past,
            AuditTrail audit,
            HouseWords words,
            Clock clock) {
        this.patients = patients;
        this.dialer = dialer;
        this.past = past;
        this.audit = audit;
        this.words = words;
        this.clock = clock;
    }

    record ConsentView(boolean calls, boolean recording) {}

    record ContactView(
            UUID id,
            Relation relation,
            @Nullable String name,
            String masked,
            int good,
            int tried,
            boolean invalid) {}

    record Moment(Instant at, String kind, String text, @Nullable UUID recordId) {}

    record Profile(
            UUID id,
            String name,
            Sex sex,
            @Nullable LocalDate birthDate,
            @Nullable Integer age,
            String admissionNo,
            String language,
            String department,
            @Nullable String ward,
            @Nullable String attendingDoctor,
            @Nullable String responsibleNurse,
            @Nullable LocalDate admittedOn,
            LocalDate dischargedOn,
            long daysSinceDischarge,
            @Nullable String diagnosis,
            @Nullable String icd10,
            @Nullable String operation,
            @Nullable String dischargeCondition,
            @Nullable String address,
            @Nullable String insurance,
            @Nullable String note,
            boolean doNotCall,
            @Nullable String suspended,
            ConsentView consent,
            List<ContactView> contacts,
            @Nullable UUID suggestedContact,
            List<Moment> timeline) {
        @Override
        public String toString() {
            return "Profile[" + id + "]";
        }
    }

    @GetMapping("/{id}")
    Profile one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID task,
            Locale locale) {
        var patientId = new PatientId(id);
        var me = CurrentUser.get();
        if (!patients.visibleTo(patientId, me.scope())) {
            throw new Refusal(Kind.NOT_FOUND, "patient.unknown");
        }
        audit.note("patient.view", "patient", id, id);
        var patient = patients.get(patientId);
        var stay = patients.latestEncounter(patientId);
        var consent = patients.consent(patientId);
        var today = LocalDate.ofInstant(clock.instant(), HOSPITAL);
        var histories = dialer.histories(patientId);
        return new Profile(
                id,
                patient.name(),
                patient.sex(),
                patient.birthDate(),
                patient.ageOn(today),
                stay.admissionNo(),
                patient.language().name().toLowerCase(Locale.ROOT),
                stay.department(),
                stay.ward(),
                stay.attendingDoctor(),
                stay.responsibleNurse(),
                stay.admittedOn(),
                stay.dischargedOn(),
                ChronoUnit.DAYS.between(stay.dischargedOn(), today),
                stay.diagnosis(),
                stay.icd10(),
                stay.operation(),
                stay.dischargeCondition(),
                patient.home().address(),
                patient.home().insurance(),
                stay.note(),
                patient.standing().doNotCall(),
                patient.standing().suspended() == null
                        ? null
                        : patient.standing().suspended().name(),
                new ConsentView(consent.calls(), consent.recording()),
                patients.contacts(patientId).stream()
                        .map(c -> contact(c, histories.get(c.id())))
                        .toList(),
                task == null ? null : suggested(patientId, new TaskId(task)),
                timeline(patientId, stay, me, locale));
    }

    /** The number to try now for that task, if it is one of his. */
    private @Nullable UUID suggested(PatientId patient, TaskId task) {
        return dialer.suggest(task)
                .filter(id -> patients.contacts(patient).stream().anyMatch(c -> c.id().equals(id)))
                .map(ContactId::value)
                .orElse(null);
    }

    private List<Moment> timeline(
            PatientId patient, Encounter stay, CurrentUser me, Locale locale) {
        var discharged =
                new Moment(
                        stay.dischargedOn().atStartOfDay(HOSPITAL).toInstant(),
                        "DISCHARGED",
                        Stream.of(stay.department(), stay.diagnosis())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" · ")),
                        null);
        return Stream.concat(
                        past.of(patient, me.scope()).stream().map(p -> moment(p, locale)),
                        Stream.of(discharged))
                .toList();
    }

    private Moment moment(PastFollowUps.Past p, Locale locale) {
        var key = p.disposition() == null ? "record.open" : "disposition." + p.disposition();
        var text = words.of(key, locale);
        return new Moment(
                p.at(), "RECORD", p.nurse() == null ? text : text + " · " + p.nurse(), p.record());
    }

    private static ContactView contact(Contact c, Dialer.@Nullable History history) {
        return new ContactView(
                c.id().value(),
                c.relation(),
                c.name(),
                c.number().masked(),
                history == null ? 0 : history.good(),
                history == null ? 0 : history.tried(),
                c.invalid());
    }
}
