package org.aftercall.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.transcript.phrase.Phrase;
import org.aftercall.transcript.phrase.PhraseBook;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The phrases that are listened for: read, tried, changed. */
@RestController
@RequestMapping("/api/v1/phrases")
@PreAuthorize("hasAuthority('transcript.search')")
class PhraseController {
    private static final int LONGEST = 2_000;

    private final Phrases phrases;
    private final Staff staff;
    private final AuditTrail audit;

    PhraseController(Phrases phrases, Staff staff, AuditTrail audit) {
        this.phrases = phrases;
        this.staff = staff;
        this.audit = audit;
    }

    record ListView(
            int version,
            String note,
            @Nullable String savedBy,
            @Nullable Instant savedAt,
            PhraseBook book) {}

    record VersionView(
            int version,
            String note,
            @Nullable String savedBy,
            @Nullable Instant savedAt,
            int phrases) {}

    record Form(@Nullable Integer basedOn, @Nullable String note, @Nullable PhraseBook book) {}

    /** Without a book it is tried with the current one. */
    record Trial(@Nullable String text, @Nullable Speaker speaker, @Nullable PhraseBook book) {}

    record FindView(Phrase.Kind kind, String words, int from, int to, boolean denied) {}

    @GetMapping
    ListView current() {
        return view(phrases.current());
    }

    @GetMapping("/versions")
    List<VersionView> versions() {
        return phrases.versions().stream()
                .map(s ->
                        new VersionView(
                                s.version(),
                                s.note(),
                                name(s.by()),
                                s.at(),
                                Objects.requireNonNullElse(s.book().phrases(), List.of()).size()))
                .toList();
    }

    @GetMapping("/versions/{version}")
    ListView version(@PathVariable String version) {
        return view(
                number(version)
                        .flatMap(phrases::version)
                        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "phrases.unknown")));
    }

    @PutMapping
    @PreAuthorize("hasAuthority('speech.write')")
    ListView save(@RequestBody Form form) {
        if (form.basedOn() == null || form.book() == null) {
            throw new Refusal(
                    Kind.INVALID,
                    "phrases.wrong",
                    List.of(),
                    List.of(
                            new Mend(
                                    form.book() == null ? "/book" : "/basedOn",
                                    "phrases.missing",
                                    List.of())));
        }
        var note = Objects.requireNonNullElse(form.note(), "").strip();
        if (note.length() > 200) {
            throw new Refusal(
                    Kind.INVALID,
                    "phrases.wrong",
                    List.of(),
                    List.of(new Mend("/note", "phrases.note", List.of(200))));
        }
        var saved = phrases.save(form.book(), form.basedOn(), note, CurrentUser.get().id().value());
        audit.note("phrases.save", "phrases", null, null, "version=" + saved.version());
        return view(saved);
    }

    @PostMapping("/trial")
    List<FindView> tried(@RequestBody Trial trial) {
        var text = Objects.requireNonNullElse(trial.text(), "");
        if (text.isBlank() || text.length() > LONGEST) {
            throw new Refusal(
                    Kind.INVALID,
                    "phrases.wrong",
                    List.of(),
                    List.of(new Mend("/text", "phrases.text", List.of(LONGEST))));
        }
        var list = trial.book() == null ? phrases.ready().list() : trial.book().list();
        var speaker = Objects.requireNonNullElse(trial.speaker(), Speaker.PATIENT);
        return list.find(text, speaker.name()).stream()
                .map(f ->
                        new FindView(
                                f.phrase().kind(),
                                f.phrase().words(),
                                f.from(),
                                f.to(),
                                f.denied()))
                .toList();
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private ListView view(Phrases.Saved saved) {
        return new ListView(
                saved.version(), saved.note(), name(saved.by()), saved.at(), saved.book());
    }

    private @Nullable String name(@Nullable UUID id) {
        return id == null ? null : staff.find(new StaffId(id)).map(StaffMember::name).orElse(null);
    }
}
