package org.aftercall.patient;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.kernel.DataScope;
import org.aftercall.kernel.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Everybody in our care. */
@Component
public class Patients {
    private final PatientRows rows;
    private final Admissions admissions;
    private final Standings standings;
    private final ApplicationEventPublisher corridor;
    private final Clock clock;

    Patients(
            PatientRows rows,
            Admissions admissions,
            Standings standings,
            ApplicationEventPublisher corridor,
            Clock clock) {
        this.rows = rows;
        this.admissions = admissions;
        this.standings = standings;
        this.corridor = corridor;
        this.clock = clock;
    }

    public Optional<Patient> find(PatientId id) {
        return rows.patients(List.of(id.value())).stream().findFirst();
    }

    /** The patient, who must exist. */
    public Patient get(PatientId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("No such patient: " + id));
    }

    public Encounter encounter(EncounterId id) {
        return rows.encounters(List.of(id.value())).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No such encounter: " + id));
    }

    /** All stays, the latest discharge first. */
    public List<Encounter> encounters(PatientId id) {
        return rows.encountersOf(id);
    }

    /** The stay with the latest discharge. */
    public Encounter latestEncounter(PatientId id) {
        return rows.latestEncounter(id)
                .orElseThrow(() -> new IllegalArgumentException("No encounter of " + id));
    }

    /** All numbers, dead ones too, in the order to try. */
    public List<Contact> contacts(PatientId id) {
        return rows.contacts(List.of(id.value())).getOrDefault(id, List.of());
    }

    /**
     * Whose number this is, the latest discharge first. Several people may share it, and anybody
     * may call from it.
     */
    public List<PatientId> reachedAt(PhoneNumber number) {
        return rows.reachedAt(number);
    }

    public Contact contact(ContactId id) {
        return rows.contact(id)
                .orElseThrow(() -> new IllegalArgumentException("No such contact: " + id));
    }

    /** What the patient agreed to as of now. */
    public Consent consent(PatientId id) {
        return rows.consent(id);
    }

    /** Whether one of the patient's stays was in a department of that scope. */
    public boolean visibleTo(PatientId id, DataScope scope) {
        return rows.visible(id, scope);
    }

    /**
     * Whether that number may be rung at that instant. Read it at the moment of dialing, too: until
     * the end of the caller's transaction nobody else's word against it is kept, so that it is seen
     * here, or finds the call that was ordered.
     *
     * @param hours the calling hours of the list, by the patient's clock
     */
    @Transactional
    public Callable mayCall(PatientId id, ContactId contact, Instant now, CallingHours hours) {
        rows.whileNothingIsSaid(id);
        var number =
                contacts(id).stream()
                        .filter(c -> c.id().equals(contact))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        contact + " is not a contact of " + id));
        return new CallingRule(hours).decide(get(id), consent(id), number, now);
    }

    /**
     * The first moment of that day, or after it, at which the patient may be rung; empty when his
     * zone is not known or the hours never open.
     */
    public Optional<Instant> opening(PatientId id, LocalDate day, CallingHours hours) {
        return CallingRule.zone(get(id).zone())
                .flatMap(zone -> hours.nextOpening(day.atStartOfDay(zone).toInstant(), zone));
    }

    /** The zone on the patient's wall; empty when it is missing or nonsense. */
    public Optional<ZoneId> zone(PatientId id) {
        return CallingRule.zone(get(id).zone());
    }

    /** All zones that patients live in and that a clock is known for. */
    public List<ZoneId> zones() {
        return rows.zones().stream().flatMap(name -> CallingRule.zone(name).stream()).toList();
    }

    /**
     * Those whose name starts with, or whose admission number is, or whose number ends with what
     * was typed (at least two characters); the latest discharge first.
     */
    public List<Patient> search(String typed, DataScope scope, int limit) {
        return typed.strip().length() < 2 ? List.of() : rows.search(typed.strip(), scope, limit);
    }

    /** That number is dead or somebody else's. Repeating it changes nothing. */
    @Transactional
    public void markInvalid(ContactId id, String why) {
        rows.markInvalid(id, why, clock.instant());
    }

    /** "Never call again." */
    @Transactional
    public void doNotCall(PatientId id, String reason) {
        standings.doNotCall(id, reason);
    }

    @Transactional
    public void suspend(PatientId id, Suspension why) {
        standings.suspend(id, why, why.name());
    }

    /**
     * What an outcome said of the patient and of the number was a slip.
     *
     * @param why as {@link #markInvalid} had it
     * @param since what was said before stands
     */
    @Transactional
    public void takeBack(PatientId id, ContactId contact, String why, Instant since) {
        rows.markValid(contact, why, since);
        standings.takeBack(id, since);
    }

    /** Calls may go on, for instance because the suspension was a mistake. */
    @Transactional
    public void resume(PatientId id) {
        standings.resume(id, Standings.UNDONE);
    }

    /**
     * Keeps a yes or a no of the patient, with its time.
     *
     * @param heardBy the member of staff who heard it
     */
    @Transactional
    public void consent(
            PatientId id,
            Consent.To what,
            boolean given,
            @Nullable UUID heardBy,
            @Nullable String reason) {
        if (what == Consent.To.CALLS) {
            rows.whileNobodyIsDialed(id);
        }
        rows.sayConsent(id, what, given, heardBy, reason, clock.instant());
        if (!given) {
            corridor.publishEvent(new ConsentWithdrawn(id, what));
        }
    }

    /**
     * Keeps a discharge; handing it in again is harmless.
     *
     * <p>The same stay is admission number plus day of discharge. The same person is, in this
     * order: the person of that stay; the holder of that national id; somebody of that name with an
     * earlier stay under that admission number; somebody of that name born that day with one of
     * those numbers. Two different national ids are never one person.
     */
    @Transactional
    public Admitted admit(Discharge discharge) {
        return admissions.admit(discharge);
    }

    /** What {@link #admit} would do with each, if they were handed in one by one. */
    @Transactional(readOnly = true)
    public List<Admitted.Change> foresee(List<Discharge> discharges) {
        return admissions.foresee(discharges);
    }
}
