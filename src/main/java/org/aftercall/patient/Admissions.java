package org.aftercall.patient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.aftercall.patient.Admitted.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Decides who a discharge is about and what it changes. */
@Component
class Admissions {
    private final PatientRows rows;
    private final AdmissionRows admissions;
    private final ApplicationEventPublisher corridor;

    Admissions(PatientRows rows, AdmissionRows admissions, ApplicationEventPublisher corridor) {
        this.rows = rows;
        this.admissions = admissions;
        this.corridor = corridor;
    }

    Admitted admit(Discharge discharge) {
        // Two lists at once could each create the same person: one at a time.
        admissions.lock();
        var plan = plans(List.of(discharge)).getFirst();
        if (plan.change() == Change.CREATED || plan.change() == Change.UPDATED) {
            admissions.write(plan);
            if (plan.reachableAgain()) {
                corridor.publishEvent(new PatientReachable(new PatientId(plan.patient())));
            }
        }
        return new Admitted(
                new PatientId(plan.patient()), new EncounterId(plan.encounter()), plan.change());
    }

    List<Change> foresee(List<Discharge> discharges) {
        return plans(discharges).stream().map(Plan::change).toList();
    }

    /**
     * What will be on file: the whole person, numbers and stay, as they shall be.
     *
     * @param reachableAgain all his numbers were dead, and the list brings one that is not
     */
    record Plan(
            UUID patient,
            UUID encounter,
            Discharge after,
            List<Contact> contacts,
            Change change,
            boolean reachableAgain) {}

    private List<Plan> plans(List<Discharge> discharges) {
        var matches = admissions.recognise(discharges);
        var patientIds = matches.stream().flatMap(m -> m.patientIfAny().stream()).toList();
        var encounterIds = matches.stream().flatMap(m -> m.encounterIfAny().stream()).toList();
        var contacts = rows.contacts(patientIds);
        var patients = new HashMap<UUID, Patient>();
        rows.patients(patientIds).forEach(p -> patients.put(p.id().value(), p));
        var encounters = new HashMap<UUID, Encounter>();
        rows.encounters(encounterIds).forEach(e -> encounters.put(e.id().value(), e));
        var plans = new ArrayList<Plan>();
        for (int i = 0; i < discharges.size(); i++) {
            var match = matches.get(i);
            var patient = match.patient() == null ? null : patients.get(match.patient());
            var numbers =
                    patient == null
                            ? List.<Contact>of()
                            : contacts.getOrDefault(patient.id(), List.of());
            var encounter = match.encounter() == null ? null : encounters.get(match.encounter());
            plans.add(plan(discharges.get(i), match, patient, numbers, encounter));
        }
        return plans;
    }

    private static Plan plan(
            Discharge listed,
            AdmissionRows.Match match,
            @Nullable Patient patient,
            List<Contact> numbers,
            @Nullable Encounter encounter) {
        var contacts = Numbers.merged(numbers, listed.reach(), match.latest());
        var patientId = patient == null ? PatientId.next() : patient.id();
        var encounterId = encounter == null ? EncounterId.next() : encounter.id();
        if (patient == null) {
            return new Plan(
                    patientId.value(),
                    encounterId.value(),
                    listed,
                    contacts,
                    Change.CREATED,
                    false);
        }
        // The latest discharge speaks for the person; an older list may only fill gaps.
        var person =
                match.latest()
                        ? listed.person().over(patient.person())
                        : patient.person().over(listed.person());
        var home =
                match.latest()
                        ? listed.home().over(patient.home())
                        : patient.home().over(listed.home());
        var stay = encounter == null ? listed.stay() : listed.stay().over(encounter.stay());
        var findings =
                encounter == null
                        ? listed.findings()
                        : listed.findings().over(encounter.findings());
        var after = new Discharge(person, home, listed.reach(), stay, findings);
        Change change;
        if (match.conflict() || differ(listed.person(), patient.person())) {
            change = Change.CONFLICT;
        } else if (encounter == null) {
            change = Change.CREATED;
        } else {
            var same =
                    person.equals(patient.person())
                            && home.equals(patient.home())
                            && stay.equals(encounter.stay())
                            && findings.equals(encounter.findings())
                            && contacts.equals(numbers);
            change = same ? Change.UNCHANGED : Change.UPDATED;
        }
        return new Plan(
                patientId.value(),
                encounterId.value(),
                after,
                contacts,
                change,
                numbers.stream().allMatch(Contact::invalid)
                        && contacts.stream().anyMatch(c -> !c.invalid()));
    }

    private static boolean differ(Person listed, Person known) {
        return listed.nationalId() != null
                && known.nationalId() != null
                && !listed.nationalId().equals(known.nationalId());
    }
}
