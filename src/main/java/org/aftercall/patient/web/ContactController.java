package org.aftercall.patient.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.patient.Consent;
import org.aftercall.patient.ContactId;
import org.aftercall.patient.Contacts;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.patient.Relation;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Mends how a patient is reached, and writes down what he agrees to; each is one row of the trail.
 */
@RestController
@RequestMapping("/api/v1/patients/{id}")
@PreAuthorize("hasAuthority('record.write')")
class ContactController {
    private final Patients patients;
    private final Contacts contacts;
    private final AuditTrail audit;

    ContactController(Patients patients, Contacts contacts, AuditTrail audit) {
        this.patients = patients;
        this.contacts = contacts;
        this.audit = audit;
    }

    record Wish(@Nullable String relation, @Nullable String name, @Nullable String number) {
        @Override
        public String toString() {
            return "Wish[…]";
        }
    }

    record Added(UUID id) {}

    record Order(@Nullable List<UUID> order) {}

    record Zone(@Nullable String zone) {}

    record Said(@Nullable String what, @Nullable Boolean given, @Nullable String reason) {}

    @PostMapping("/contacts")
    @ResponseStatus(HttpStatus.CREATED)
    Added add(@PathVariable UUID id, @RequestBody Wish wish) {
        var patient = visible(id);
        var added = contacts.add(patient, checked(wish)).value();
        note(id, "patient.contact", "added contact=" + added);
        return new Added(added);
    }

    @PutMapping("/contacts/{contact}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void correct(@PathVariable UUID id, @PathVariable UUID contact, @RequestBody Wish wish) {
        var patient = visible(id);
        contacts.correct(patient, new ContactId(contact), checked(wish));
        note(
                id,
                "patient.contact",
                (wish.number() == null ? "corrected" : "replaced") + " contact=" + contact);
    }

    @PostMapping("/contacts/{contact}/revive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revive(@PathVariable UUID id, @PathVariable UUID contact) {
        contacts.revive(visible(id), new ContactId(contact));
        note(id, "patient.contact", "revived contact=" + contact);
    }

    @PutMapping("/contacts")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void order(@PathVariable UUID id, @RequestBody Order order) {
        var wanted = order.order() == null ? List.<UUID>of() : order.order();
        contacts.order(visible(id), wanted.stream().map(ContactId::new).toList());
        note(id, "patient.contact", "reordered");
    }

    @PutMapping("/zone")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void zone(@PathVariable UUID id, @RequestBody Zone zone) {
        contacts.zone(visible(id), zone.zone());
        note(id, "patient.zone", "zone=" + zone.zone());
    }

    /** A yes or a no that was said, or signed, outside a follow-up form. */
    @PostMapping("/consent")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void consent(@PathVariable UUID id, @RequestBody Said said) {
        var patient = visible(id);
        var mends = new ArrayList<Mend>();
        Consent.To what = null;
        for (var known : Consent.To.values()) {
            if (known.name().equals(said.what())) {
                what = known;
            }
        }
        if (what == null) {
            mends.add(new Mend("/what", "consent.what", List.of()));
        }
        if (said.given() == null) {
            mends.add(new Mend("/given", "consent.given", List.of()));
        }
        var reason = said.reason() == null ? "" : said.reason().strip();
        if (reason.isEmpty() || reason.length() > 500) {
            mends.add(new Mend("/reason", "consent.reason", List.of()));
        }
        if (what == null || said.given() == null || !mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "consent.invalid", List.of(), mends);
        }
        patients.consent(patient, what, said.given(), CurrentUser.get().id().value(), reason);
        note(id, "patient.consent", what + (said.given() ? " given" : " withdrawn"));
    }

    private void note(UUID id, String action, String detail) {
        audit.note(action, "patient", id, id, detail);
    }

    private static Contacts.Wish checked(Wish wish) {
        if (wish.relation() == null) {
            return new Contacts.Wish(null, wish.name(), wish.number());
        }
        for (var relation : Relation.values()) {
            if (relation.name().equals(wish.relation())) {
                return new Contacts.Wish(relation, wish.name(), wish.number());
            }
        }
        throw new Refusal(
                Kind.INVALID,
                "contact.relation",
                List.of(),
                List.of(new Mend("/relation", "contact.relation", List.of())));
    }

    private PatientId visible(UUID id) {
        var patient = new PatientId(id);
        if (!patients.visibleTo(patient, CurrentUser.get().scope())) {
            throw new Refusal(Kind.NOT_FOUND, "patient.unknown");
        }
        return patient;
    }
}
