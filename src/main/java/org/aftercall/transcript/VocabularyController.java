package org.aftercall.transcript;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aftercall.audit.AuditTrail;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.transcript.engine.Use;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The words that are to be heard: read, tried against what listens here, changed. */
@RestController
@RequestMapping("/api/v1/vocabulary")
@PreAuthorize("hasAuthority('vocabulary.write')")
class VocabularyController {
    private final Vocabulary vocabulary;
    private final Engines engines;
    private final Staff staff;
    private final AuditTrail audit;

    VocabularyController(Vocabulary vocabulary, Engines engines, Staff staff, AuditTrail audit) {
        this.vocabulary = vocabulary;
        this.engines = engines;
        this.staff = staff;
        this.audit = audit;
    }

    record ListView(
            int version,
            String note,
            @Nullable String savedBy,
            @Nullable Instant savedAt,
            List<Vocabulary.Word> words) {}

    record VersionView(
            int version,
            String note,
            @Nullable String savedBy,
            @Nullable Instant savedAt,
            int words) {}

    /**
     * What somebody who can listen makes of the words of his language.
     *
     * @param unknown those that he cannot hear, whatever is done
     * @param left those for which there is no room
     */
    record UseView(
            String name,
            String model,
            String language,
            Use.Means means,
            List<String> unknown,
            List<String> left) {}

    record Form(
            @Nullable Integer basedOn,
            @Nullable String note,
            @Nullable List<VocabularyForm.@Nullable Entry> words) {}

    @GetMapping
    ListView current() {
        return view(vocabulary.current());
    }

    @GetMapping("/versions")
    List<VersionView> versions() {
        return vocabulary.versions().stream()
                .map(s ->
                        new VersionView(
                                s.version(), s.note(), name(s.by()), s.at(), s.words().size()))
                .toList();
    }

    @GetMapping("/versions/{version}")
    ListView version(@PathVariable String version) {
        if (!version.matches("\\d{1,9}")) {
            throw new Refusal(Kind.NOT_FOUND, "vocabulary.unknown");
        }
        return view(
                vocabulary
                        .version(Integer.parseInt(version))
                        .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "vocabulary.unknown")));
    }

    @PutMapping
    ListView save(@RequestBody Form form) {
        if (form.basedOn() == null || form.words() == null) {
            throw new Refusal(
                    Kind.INVALID,
                    "vocabulary.wrong",
                    List.of(),
                    List.of(
                            new Mend(
                                    form.words() == null ? "/words" : "/basedOn",
                                    "vocabulary.missing",
                                    List.of())));
        }
        var words = new VocabularyForm(form.words()).read();
        var saved =
                vocabulary.save(
                        words,
                        form.basedOn(),
                        VocabularyForm.note(form.note()),
                        CurrentUser.get().id().value());
        audit.note("vocabulary.save", "vocabulary", null, null, "version=" + saved.version());
        return view(saved);
    }

    /** What everybody who can listen makes of a list, saved or not. */
    @PostMapping("/trial")
    List<UseView> tried(@RequestBody VocabularyForm form) {
        var tried = new Vocabulary.Saved(0, form.read(), "", null, null);
        return engines.all(tried).stream()
                .map(e -> {
                    var use = e.use();
                    return new UseView(
                            Engines.name(e),
                            e.maker().model(),
                            e.maker().language(),
                            use.means(),
                            use.unknown(),
                            use.left());
                })
                .toList();
    }

    private ListView view(Vocabulary.Saved saved) {
        return new ListView(
                saved.version(), saved.note(), name(saved.by()), saved.at(), saved.words());
    }

    private @Nullable String name(@Nullable UUID id) {
        return id == null ? null : staff.find(new StaffId(id)).map(StaffMember::name).orElse(null);
    }
}
