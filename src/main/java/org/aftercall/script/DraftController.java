package org.aftercall.script;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.HouseWords;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.staff.CurrentUser;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Writing a questionnaire, and publishing it. */
@RestController
@RequestMapping("/api/v1/library")
@PreAuthorize("hasAuthority('script.write')")
class DraftController {
    private final Library library;
    private final HouseWords words;
    private final AuditTrail audit;

    DraftController(Library library, HouseWords words, AuditTrail audit) {
        this.library = library;
        this.words = words;
        this.audit = audit;
    }

    /**
     * @param faults nothing when it can be published
     */
    record View(
            String code,
            JsonNode document,
            int version,
            @Nullable Integer basedOn,
            String changedBy,
            Instant changedAt,
            List<FaultsDoor.View> faults) {}

    /**
     * @param from the published version it begins as; left out, an empty one
     */
    record Beginning(@Nullable String code, @Nullable Integer from) {}

    /**
     * @param note what is new
     */
    record Publishing(@Nullable String note) {}

    record Published(String code, int version) {}

    @GetMapping("/{code}/draft")
    ResponseEntity<View> one(@PathVariable String code, Locale locale) {
        return view(library.draft(code), HttpStatus.OK, locale);
    }

    @PostMapping("/drafts")
    ResponseEntity<View> begin(@RequestBody Beginning wish, Locale locale) {
        var code = wish.code() == null ? "" : wish.code().strip();
        var draft = library.begin(code, wish.from(), CurrentUser.get().id());
        audit.note("questionnaire.begin", "questionnaire", null, null, code);
        return view(draft, HttpStatus.CREATED, locale);
    }

    /** What another house, or this one, wrote to a file. */
    @PostMapping("/import")
    ResponseEntity<View> bring(
            @RequestBody(required = false) @Nullable String text, Locale locale) {
        var draft = library.bring(text == null ? "" : text, CurrentUser.get().id());
        audit.note("questionnaire.import", "questionnaire", null, null, draft.code());
        return view(draft, HttpStatus.CREATED, locale);
    }

    @PutMapping("/{code}/draft")
    ResponseEntity<?> change(
            @PathVariable String code,
            @RequestHeader(value = "If-Match", required = false) @Nullable String match,
            @RequestBody String text,
            Locale locale) {
        try {
            var draft =
                    library.change(code, seen(match), Documents.sent(text), CurrentUser.get().id());
            return view(draft, HttpStatus.OK, locale);
        } catch (Refusal stale) {
            return current(stale, code, locale);
        }
    }

    @DeleteMapping("/{code}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(
            @PathVariable String code,
            @RequestHeader(value = "If-Match", required = false) @Nullable String match) {
        library.discard(code, seen(match));
        audit.note("questionnaire.discard", "questionnaire", null, null, code);
    }

    @PostMapping("/{code}/draft/publish")
    ResponseEntity<?> publish(
            @PathVariable String code,
            @RequestHeader(value = "If-Match", required = false) @Nullable String match,
            @RequestBody Publishing wish,
            Locale locale) {
        try {
            var version = library.publish(code, seen(match), wish.note(), CurrentUser.get().id());
            audit.note("questionnaire.publish", "questionnaire", null, null, code + " v" + version);
            return ResponseEntity.status(HttpStatus.CREATED).body(new Published(code, version));
        } catch (Refusal stale) {
            return current(stale, code, locale);
        }
    }

    /** Whoever writes on an old version is shown the new one, so that the screen can show both. */
    private ResponseEntity<ProblemDetail> current(Refusal refusal, String code, Locale locale) {
        if (refusal.kind() != Kind.STALE) {
            throw refusal;
        }
        var problem = ProblemDetail.forStatus(HttpStatus.PRECONDITION_FAILED);
        problem.setType(URI.create("urn:aftercall:problem:" + refusal.code()));
        problem.setDetail(words.of("refusal." + refusal.code(), locale));
        problem.setProperty("code", refusal.code());
        problem.setProperty("current", body(library.draft(code), locale));
        return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED).body(problem);
    }

    private ResponseEntity<View> view(WorkingCopies.Draft draft, HttpStatus status, Locale locale) {
        return ResponseEntity.status(status)
                .eTag("\"" + draft.version() + "\"")
                .body(body(draft, locale));
    }

    private View body(WorkingCopies.Draft draft, Locale locale) {
        return new View(
                draft.code(),
                draft.document(),
                draft.version(),
                draft.basedOn(),
                draft.changedBy(),
                draft.changedAt(),
                FaultsDoor.views(library.faults(draft), locale));
    }

    private static int seen(@Nullable String match) {
        if (match == null) {
            throw new Refusal(Kind.UNCONDITIONAL, "library.ifMatch");
        }
        try {
            return Integer.parseInt(match.replace("\"", "").replace("W/", "").strip());
        } catch (NumberFormatException e) {
            throw new Refusal(Kind.STALE, "library.stale");
        }
    }
}
