package org.aftercall.patient;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The numbers of a patient, mended by hand: what a list brought may be wrong, or change. */
@Component
@Transactional
public class Contacts {
    /** Why a number is no longer rung that was replaced by another. */
    private static final String CORRECTED = "CORRECTED";

    private static final int LONGEST_NAME = 80;
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    private final PatientRows patients;
    private final ContactRows rows;
    private final ApplicationEventPublisher corridor;
    private final Clock clock;

    Contacts(
            PatientRows patients,
            ContactRows rows,
            ApplicationEventPublisher corridor,
            Clock clock) {
        this.patients = patients;
        this.rows = rows;
        this.corridor = corridor;
        this.clock = clock;
    }

    /**
     * What somebody typed.
     *
     * @param number as people write it, in whatever shape; null leaves it as it is
     */
    public record Wish(
            @Nullable Relation relation, @Nullable String name, @Nullable String number) {
        @Override
        public String toString() {
            return "Wish[…]";
        }
    }

    /** Tried after all others. */
    public ContactId add(PatientId patient, Wish wish) {
        rows.lock(patient);
        var number = number(wish.number()).orElseThrow(() -> invalid("/number", "contact.number"));
        return add(patient, wish, number, of(patient).size() + 1);
    }

    private ContactId add(PatientId patient, Wish wish, PhoneNumber number, int order) {
        if (wish.relation() == null) {
            throw invalid("/relation", "contact.relation");
        }
        if (of(patient).stream().anyMatch(c -> c.number().equals(number))) {
            throw invalid("/number", "contact.known");
        }
        var contact =
                new Contact(ContactId.next(), wish.relation(), name(wish), number, false, order);
        rows.add(patient, contact);
        corridor.publishEvent(new PatientReachable(patient));
        return contact.id();
    }

    /**
     * Corrects what is said of a number; another number is a contact of its own, in its place, and
     * the old one is rung no more: what became of earlier calls belongs to it.
     */
    public void correct(PatientId patient, ContactId id, Wish wish) {
        rows.lock(patient);
        var known = one(patient, id);
        var relation = wish.relation() == null ? known.relation() : wish.relation();
        var number = wish.number() == null ? Optional.of(known.number()) : number(wish.number());
        if (number.isEmpty()) {
            throw invalid("/number", "contact.number");
        }
        if (number.get().equals(known.number())) {
            rows.change(id, relation, name(wish));
        } else {
            patients.markInvalid(id, CORRECTED, clock.instant());
            add(
                    patient,
                    new Wish(relation, wish.name(), wish.number()),
                    number.get(),
                    known.order());
        }
    }

    /** A number that was found dead, or somebody else's, is right after all. */
    public void revive(PatientId patient, ContactId id) {
        rows.lock(patient);
        if (one(patient, id).invalid()) {
            rows.revive(id);
            corridor.publishEvent(new PatientReachable(patient));
        }
    }

    /** All of them, the one to try first in front. */
    public void order(PatientId patient, List<ContactId> wanted) {
        rows.lock(patient);
        var known = of(patient).stream().map(Contact::id).toList();
        if (wanted.size() != known.size() || !Set.copyOf(wanted).equals(Set.copyOf(known))) {
            throw invalid("/order", "contact.order");
        }
        for (int i = 0; i < wanted.size(); i++) {
            rows.rank(wanted.get(i), i + 1);
        }
    }

    /**
     * Where the patient's clock is.
     *
     * @param zone by its IANA name
     */
    public void zone(PatientId patient, @Nullable String zone) {
        var known = CallingRule.zone(zone).map(java.time.ZoneId::getId);
        if (known.isEmpty() || !known.get().contains("/")) {
            throw invalid("/zone", "patient.zone");
        }
        rows.zone(patient, known.get());
    }

    private List<Contact> of(PatientId patient) {
        return patients.contacts(List.of(patient.value())).getOrDefault(patient, new ArrayList<>());
    }

    private Contact one(PatientId patient, ContactId id) {
        return of(patient).stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "contact.unknown"));
    }

    private static @Nullable String name(Wish wish) {
        var name = wish.name() == null ? "" : wish.name().strip();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("/name", "contact.name");
        }
        return name.isEmpty() ? null : name;
    }

    private static Optional<PhoneNumber> number(@Nullable String typed) {
        try {
            var read = LIBRARY.parse(typed, "CN");
            return LIBRARY.isPossibleNumber(read)
                    ? Optional.of(new PhoneNumber(LIBRARY.format(read, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Refusal invalid(String pointer, String code) {
        return new Refusal(
                Kind.INVALID, code, List.of(), List.of(new Mend(pointer, code, List.of())));
    }
}
