package org.aftercall.script;

import org.aftercall.audit.AuditTrail;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comparing what a newer release would ask with what is asked, taking it over or declining it. */
@RestController
@RequestMapping("/api/v1/library/{code}/offers/{version}")
@PreAuthorize("hasAuthority('script.write')")
class OfferController {
    private final Library library;
    private final AuditTrail audit;

    OfferController(Library library, AuditTrail audit) {
        this.library = library;
        this.audit = audit;
    }

    /**
     * @param note what is new
     */
    record Taking(@Nullable String note) {}

    record Declining(@Nullable String reason) {}

    record Taken(String code, int version) {}

    /**
     * @param from the version it is compared with
     */
    @GetMapping("/difference")
    Difference difference(
            @PathVariable String code, @PathVariable int version, @RequestParam int from) {
        return library.ofOffer(code, version, from);
    }

    @PostMapping("/take")
    @ResponseStatus(HttpStatus.CREATED)
    Taken take(@PathVariable String code, @PathVariable int version, @RequestBody Taking wish) {
        var became = library.take(code, version, wish.note(), CurrentUser.get().id());
        audit.note(
                "questionnaire.take",
                "questionnaire",
                null,
                null,
                code + " shipped v" + version + " as v" + became);
        return new Taken(code, became);
    }

    @PostMapping("/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(
            @PathVariable String code, @PathVariable int version, @RequestBody Declining wish) {
        library.decline(code, version, wish.reason(), CurrentUser.get().id());
        audit.note(
                "questionnaire.decline",
                "questionnaire",
                null,
                null,
                code + " shipped v" + version);
    }
}
