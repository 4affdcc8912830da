package org.aftercall.patient;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decision of law 3: no call outside the window, none after a stop, none when in doubt. */
record CallingRule(CallingHours hours) {
    /**
     * A wish of the patient comes first, then the number, then the clock, so that the reason shown
     * is the one that waiting cannot mend.
     */
    Callable decide(Patient patient, Consent consent, Contact contact, Instant now) {
        var standing = patient.standing();
        if (standing.suspended() != null) {
            return Callable.no(Callable.SUSPENDED, standing.suspended().name());
        }
        if (standing.doNotCall()) {
            return Callable.no(Callable.DO_NOT_CALL);
        }
        if (!consent.calls()) {
            return Callable.no(Callable.NO_CONSENT);
        }
        if (contact.invalid()) {
            return Callable.no(Callable.CONTACT_INVALID);
        }
        var zone = zone(patient.zone());
        if (zone.isEmpty()) {
            return Callable.no(Callable.ZONE_UNKNOWN, patient.zone() == null ? "" : patient.zone());
        }
        if (!hours.isOpen(now, zone.get())) {
            var there = now.atZone(zone.get());
            return Callable.no(
                    Callable.WINDOW_CLOSED,
                    there.toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString(),
                    String.join(
                            " ",
                            hours.on(there.toLocalDate()).stream().map(Span::toString).toList()),
                    hours.nextOpening(now, zone.get())
                            .map(at -> at.atZone(zone.get()).truncatedTo(ChronoUnit.MINUTES))
                            .map(at -> at.toLocalDate() + " " + at.toLocalTime())
                            .orElse(""),
                    zone.get().getId());
        }
        return new Callable.Yes();
    }

    static Optional<ZoneId> zone(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
