package org.aftercall.script;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.script.BadQuestionnaire.Fault;
import org.aftercall.staff.StaffId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Questionnaires from the first draft until nobody is asked by them any more. */
@Service
@Transactional
public class Library {
    private static final int LONGEST_NOTE = 300;

    private final Versions versions;
    private final WorkingCopies drafts;
    private final Offers offers;
    private final Questionnaires questionnaires;
    private final Clock clock;

    Library(
            Versions versions,
            WorkingCopies drafts,
            Offers offers,
            Questionnaires questionnaires,
            Clock clock) {
        this.versions = versions;
        this.drafts = drafts;
        this.offers = offers;
        this.questionnaires = questionnaires;
        this.clock = clock;
    }

    /**
     * All of one code: what was published, the newest first, and what somebody writes on.
     *
     * @param offer what a newer release would ask
     */
    record Shelf(
            String code,
            List<Versions.Version> versions,
            WorkingCopies.@Nullable Draft draft,
            Offers.@Nullable Offer offer) {}

    @Transactional(readOnly = true)
    List<Shelf> all() {
        var published = new LinkedHashMap<String, List<Versions.Version>>();
        versions.all()
                .forEach(v -> published.computeIfAbsent(v.code(), _ -> new ArrayList<>()).add(v));
        var written = new LinkedHashMap<String, WorkingCopies.Draft>();
        drafts.all().forEach(d -> written.put(d.code(), d));
        var offered = new LinkedHashMap<String, Offers.Offer>();
        offers.open().forEach(o -> offered.put(o.code(), o));
        var codes = new TreeSet<>(published.keySet());
        codes.addAll(written.keySet());
        return codes.stream()
                .map(code ->
                        new Shelf(
                                code,
                                published.getOrDefault(code, List.of()),
                                written.get(code),
                                offered.get(code)))
                .toList();
    }

    /** A published version, letter by letter. */
    @Transactional(readOnly = true)
    String content(String code, int version) {
        return versions.content(code, version)
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "library.unknown"));
    }

    @Transactional(readOnly = true)
    WorkingCopies.Draft draft(String code) {
        return drafts.find(code).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "library.noDraft"));
    }

    /**
     * The draft as it would be published.
     *
     * @throws BadQuestionnaire when it cannot
     */
    @Transactional(readOnly = true)
    public Questionnaire publishable(String code) {
        return readable(draft(code));
    }

    /**
     * By what an alarm calls back with one must be able to ask, and what is at hand beside every
     * question says no word of the stay where identity is asked for.
     */
    private Questionnaire readable(WorkingCopies.Draft draft) {
        var read = Questionnaire.parse(asPublished(draft));
        var faults = new Faults();
        for (var rule : read.rules()) {
            var form = rule.callBack();
            if (form != null && !form.equals(read.code()) && !questionnaires.has(form)) {
                faults.unknown(rule.linkId(), "callBackUnknown", form, questionnaires.codes());
            }
        }
        if (read.items().stream().flatMap(Item::all).anyMatch(i -> i.rules().gate())) {
            Situations.telling(read.document().path("situation"))
                    .forEach(place -> faults.add(place, "situationHealth"));
        }
        if (!faults.none()) {
            throw new BadQuestionnaire(faults.all());
        }
        return read;
    }

    /** What is wrong with it; nothing when it can be published. */
    List<Fault> faults(WorkingCopies.Draft draft) {
        try {
            readable(draft);
            return List.of();
        } catch (BadQuestionnaire bad) {
            return bad.faults();
        }
    }

    /**
     * Begins a working copy.
     *
     * @param from the published version it begins as; null: an empty one
     */
    WorkingCopies.Draft begin(String code, @Nullable Integer from, StaffId who) {
        if (!Documents.isCode(code)) {
            throw invalid("/code", "library.code");
        }
        if (from == null && !versions.of(code).isEmpty()) {
            throw invalid("/code", "library.codeTaken");
        }
        var document =
                from == null
                        ? Documents.read("{\"title\": {\"zh\": \"\", \"en\": \"\"}, \"item\": []}")
                        : Documents.read(content(code, from));
        return begin(code, document, from, who);
    }

    /**
     * Begins a working copy with what comes from elsewhere, in our own form or as FHIR R4.
     *
     * @throws BadQuestionnaire when not all of it can be asked here
     */
    WorkingCopies.Draft bring(String text, StaffId who) {
        var sent = Documents.sent(text);
        // In our own form a title has words in each language.
        var document =
                sent.path("title").isString()
                        ? Documents.read(Questionnaire.fromFhir(sent.toString()))
                        : sent;
        var code = Documents.code(document);
        Questionnaire.parse(Documents.text(Documents.published(document, code, 1)));
        return begin(code, document, newest(code), who);
    }

    private WorkingCopies.Draft begin(
            String code, ObjectNode document, @Nullable Integer from, StaffId who) {
        var next = newest(code);
        var begun = Documents.draft(document, code, next == null ? 1 : next + 1);
        if (!drafts.begin(code, begun, from, who, clock.instant())) {
            throw new Refusal(Kind.CONFLICT, "library.draftThere", draft(code).changedBy());
        }
        return draft(code);
    }

    /**
     * Keeps what was written, right or not yet.
     *
     * @param seen the version it was written on; a newer one refuses it as stale
     */
    WorkingCopies.Draft change(String code, int seen, ObjectNode document, StaffId who) {
        var known = draft(code);
        var next = newest(code);
        var written = Documents.draft(document, code, next == null ? 1 : next + 1);
        if (!drafts.change(known.code(), written, seen, who, clock.instant())) {
            throw new Refusal(Kind.STALE, "library.stale");
        }
        return draft(code);
    }

    void discard(String code, int seen) {
        draft(code);
        if (!drafts.discard(code, seen)) {
            throw new Refusal(Kind.STALE, "library.stale");
        }
    }

    /**
     * Publishes the draft; from then on nothing in it changes.
     *
     * @param note what is new, for those who choose by which version to ask
     * @return the version it became
     * @throws BadQuestionnaire when it cannot be asked yet
     */
    int publish(String code, int seen, @Nullable String note, StaffId who) {
        var draft =
                drafts.held(code).orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "library.noDraft"));
        if (draft.version() != seen) {
            throw new Refusal(Kind.STALE, "library.stale");
        }
        var words = words(note, "/note", "library.note");
        readable(draft);
        var last = newest(code);
        if (last != null && Documents.same(Documents.read(content(code, last)), draft.document())) {
            throw new Refusal(Kind.CONFLICT, "library.nothingNew", last);
        }
        var version = last == null ? 1 : last + 1;
        versions.add(code, version, asPublished(draft), who, words, clock.instant());
        drafts.discard(code, seen);
        return version;
    }

    /** What is different between two of one code; null as version is the draft. */
    @Transactional(readOnly = true)
    public Difference difference(String code, @Nullable Integer from, @Nullable Integer to) {
        return Difference.between(document(code, from), document(code, to));
    }

    /** What the open offer changes of a version. */
    @Transactional(readOnly = true)
    Difference ofOffer(String code, int version, int from) {
        return Difference.between(
                document(code, from), Documents.read(offer(code, version).content()));
    }

    /**
     * Publishes what is offered as the next version, above the hospital's own.
     *
     * @return the version it became
     */
    int take(String code, int offered, @Nullable String note, StaffId who) {
        var offer = offer(code, offered);
        var words = words(note, "/note", "library.note");
        var version = Objects.requireNonNullElse(newest(code), 0) + 1;
        var document = Documents.published(Documents.read(offer.content()), code, version);
        settle(offer, version, words, who);
        versions.add(code, version, Documents.text(document), who, words, clock.instant());
        return version;
    }

    /** Calls go on asking by what they ask by; the next release's version is offered again. */
    void decline(String code, int offered, @Nullable String why, StaffId who) {
        settle(offer(code, offered), null, words(why, "/reason", "library.declined"), who);
    }

    private void settle(Offers.Offer offer, @Nullable Integer became, String why, StaffId who) {
        if (!offers.settle(offer, became, why, who, clock.instant())) {
            throw new Refusal(Kind.CONFLICT, "library.noOffer");
        }
    }

    /** Only what is open: whoever read an older one is told. */
    private Offers.Offer offer(String code, int version) {
        return offers.open(code)
                .filter(o -> o.version() == version)
                .orElseThrow(() -> new Refusal(Kind.CONFLICT, "library.noOffer"));
    }

    private ObjectNode document(String code, @Nullable Integer version) {
        return version == null ? draft(code).document() : Documents.read(content(code, version));
    }

    /**
     * Nobody is asked by it any more. Of what the house came with one version always stays: it asks
     * by some of them itself.
     */
    public void retire(String code, int version, @Nullable String why, StaffId who) {
        var all = versions.of(code);
        if (all.stream().noneMatch(v -> v.version() == version)) {
            throw new Refusal(Kind.NOT_FOUND, "library.unknown");
        }
        var reason = words(why, "/reason", "library.reason");
        var others = all.stream().anyMatch(v -> v.over() == null && v.version() != version);
        if (!others && questionnaires.isShipped(code)) {
            throw new Refusal(Kind.CONFLICT, "library.lastOfHouse");
        }
        if (!versions.retire(code, version, who, reason, clock.instant())) {
            throw new Refusal(Kind.CONFLICT, "library.retiredBefore");
        }
    }

    private static String words(@Nullable String given, String pointer, String code) {
        var words = Objects.requireNonNullElse(given, "").strip();
        if (words.isEmpty() || words.length() > LONGEST_NOTE) {
            throw invalid(pointer, code, LONGEST_NOTE);
        }
        return words;
    }

    private @Nullable Integer newest(String code) {
        var all = versions.of(code);
        return all.isEmpty() ? null : all.getFirst().version();
    }

    private String asPublished(WorkingCopies.Draft draft) {
        var last = newest(draft.code());
        return Documents.text(
                Documents.published(draft.document(), draft.code(), last == null ? 1 : last + 1));
    }

    private static Refusal invalid(String pointer, String code, Object... arguments) {
        return new Refusal(
                Kind.INVALID,
                "library.invalid",
                List.of(),
                List.of(new Mend(pointer, code, List.of(arguments))));
    }
}
