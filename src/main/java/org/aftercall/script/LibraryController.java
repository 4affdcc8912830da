package org.aftercall.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Every questionnaire there is, its versions, and what is different between them. */
@RestController
@RequestMapping("/api/v1/library")
@PreAuthorize("hasAuthority('record.read')")
class LibraryController {
    private final Library library;
    private final Questionnaires questionnaires;
    private final AuditTrail audit;

    LibraryController(Library library, Questionnaires questionnaires, AuditTrail audit) {
        this.library = library;
        this.questionnaires = questionnaires;
        this.audit = audit;
    }

    /**
     * @param by null: it came with the application
     */
    record VersionView(
            int version, Instant at, @Nullable String by, String note, @Nullable Over over) {
        static VersionView of(Versions.Version v) {
            return new VersionView(
                    v.version(),
                    v.at(),
                    v.by(),
                    v.note(),
                    v.over() == null
                            ? null
                            : new Over(v.over().at(), v.over().by(), v.over().why()));
        }
    }

    /** It was retired. */
    record Over(Instant at, String by, String why) {}

    record DraftHead(int version, @Nullable Integer basedOn, String changedBy, Instant changedAt) {
        static DraftHead of(WorkingCopies.Draft d) {
            return new DraftHead(d.version(), d.basedOn(), d.changedBy(), d.changedAt());
        }
    }

    /** What a newer release would ask; the version is as the application counts. */
    record OfferHead(int version, Instant at) {}

    record Row(
            String code,
            String title,
            List<VersionView> versions,
            @Nullable DraftHead draft,
            @Nullable OfferHead offer) {}

    /** A published version in all its languages. */
    record Content(String code, VersionView version, JsonNode document) {}

    @GetMapping
    List<Row> all(Locale locale) {
        return library.all().stream()
                .map(shelf ->
                        new Row(
                                shelf.code(),
                                title(shelf, locale),
                                shelf.versions().stream().map(VersionView::of).toList(),
                                shelf.draft() == null ? null : DraftHead.of(shelf.draft()),
                                shelf.offer() == null
                                        ? null
                                        : new OfferHead(
                                                shelf.offer().version(), shelf.offer().at())))
                .toList();
    }

    /** Of the newest version, or of the draft as long as there is none. */
    private String title(Library.Shelf shelf, Locale locale) {
        var draft = shelf.draft();
        if (!shelf.versions().isEmpty()) {
            var newest = shelf.versions().getFirst();
            return questionnaires.get(newest.code(), newest.version()).title(locale);
        }
        return draft == null
                ? shelf.code()
                : draft.document()
                        .path("title")
                        .path(Words.language(locale))
                        .asString(shelf.code());
    }

    @GetMapping("/{code}/versions/{version}")
    Content version(@PathVariable String code, @PathVariable String version) {
        var number = number(version);
        var text = library.content(code, number);
        return library.all().stream()
                .flatMap(shelf -> shelf.versions().stream())
                .filter(v -> v.code().equals(code) && v.version() == number)
                .map(v -> new Content(code, VersionView.of(v), Documents.read(text)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The same as a file, letter by letter as it was published.
     *
     * @param format {@code fhir} for FHIR R4, else our own form
     */
    @GetMapping("/{code}/versions/{version}/file")
    ResponseEntity<byte[]> file(
            @PathVariable String code,
            @PathVariable String version,
            @RequestParam(required = false) @Nullable String format) {
        var text = library.content(code, number(version));
        var fhir = "fhir".equals(format);
        audit.note("questionnaire.export", "questionnaire", null, null, code + " v" + version);
        return attached(
                code + "-v" + version + (fhir ? ".fhir.json" : ".json"),
                fhir ? Questionnaire.parse(text).toFhir() : text);
    }

    /** The draft as a file, with whatever is wrong in it. */
    @GetMapping("/{code}/draft/file")
    ResponseEntity<byte[]> draftFile(@PathVariable String code) {
        var draft = library.draft(code);
        audit.note("questionnaire.export", "questionnaire", null, null, code + " draft");
        return attached(code + "-draft.json", Documents.text(draft.document()));
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new Refusal(Kind.NOT_FOUND, "library.unknown");
        }
    }

    private static ResponseEntity<byte[]> attached(String name, String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(text.getBytes(UTF_8));
    }

    /**
     * @param from,to versions; left out, the draft
     */
    @GetMapping("/{code}/difference")
    Difference difference(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to) {
        return library.difference(code, from, to);
    }
}
