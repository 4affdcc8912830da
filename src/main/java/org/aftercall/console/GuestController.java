package org.aftercall.console;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.call.Guest;
import org.aftercall.call.Guests;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.PhoneNumber;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Permission;
import org.aftercall.telephony.TrunkRules;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Interpreters and others outside, by name: chosen in a talk, kept by a supervisor. */
@RestController
@RequestMapping("/api/v1/guests")
class GuestController {
    private static final int LONGEST = 80;

    private final Guests guests;
    private final TrunkRules trunk;
    private final AuditTrail audit;

    GuestController(Guests guests, TrunkRules trunk, AuditTrail audit) {
        this.guests = guests;
        this.trunk = trunk;
        this.audit = audit;
    }

    /**
     * @param number whole for who may change it, else masked
     */
    record View(UUID id, String name, Guest.Kind kind, String note, String number) {}

    /**
     * @param typed whether a number that is not on the list may be asked, too
     */
    record All(List<View> items, boolean typed) {}

    record Wish(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String note,
            @Nullable String number) {}

    record Added(UUID id) {}

    @GetMapping
    @PreAuthorize("hasAuthority('worklist.read')")
    All all() {
        var whole = CurrentUser.get().may(Permission.WORKLIST_WRITE);
        return new All(
                guests.all().stream().map(g -> view(g, whole)).toList(), trunk.guestsByNumber());
    }

    @PostMapping
    @PreAuthorize("hasAuthority('worklist.write')")
    @ResponseStatus(HttpStatus.CREATED)
    Added add(@RequestBody Wish wish) {
        var id = Ids.next();
        guests.keep(checked(id, wish));
        audit.note("guest.add", "guest", id, null);
        return new Added(id);
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAuthority('worklist.write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable UUID id, @RequestBody Wish wish) {
        guests.keep(checked(guests.get(id).id(), wish));
        audit.note("guest.change", "guest", id, null);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('worklist.write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        guests.remove(guests.get(id).id());
        audit.note("guest.remove", "guest", id, null);
    }

    private static View view(Guest g, boolean whole) {
        var number = whole ? g.number().digits() : g.number().masked();
        return new View(g.id(), g.name(), g.kind(), g.note(), number);
    }

    private static Guest checked(UUID id, Wish wish) {
        var mends = new ArrayList<Mend>();
        var name = text(wish.name());
        if (name.isEmpty() || name.length() > LONGEST) {
            mends.add(new Mend("/name", "guest.name", List.of()));
        }
        var note = text(wish.note());
        if (note.length() > LONGEST) {
            mends.add(new Mend("/note", "guest.note", List.of()));
        }
        Guest.Kind kind = null;
        for (var known : Guest.Kind.values()) {
            if (known.name().equals(wish.kind())) {
                kind = known;
            }
        }
        if (kind == null) {
            mends.add(new Mend("/kind", "guest.kind", List.of()));
        }
        var number = number(wish.number());
        if (number == null) {
            mends.add(new Mend("/number", "guest.number", List.of()));
        }
        if (kind == null || number == null || !mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "guest.invalid", List.of(), mends);
        }
        return new Guest(id, name, kind, note, number);
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static @Nullable PhoneNumber number(@Nullable String typed) {
        try {
            return new PhoneNumber(text(typed).replaceAll("[\\s()-]", ""));
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
