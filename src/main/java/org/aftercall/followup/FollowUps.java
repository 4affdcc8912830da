package org.aftercall.followup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aftercall.call.CallId;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.patient.Relation;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.aftercall.staff.CurrentUser;
import org.aftercall.worklist.Disposition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** All follow-up records: one for every attempt that was ordered. */
@Service
@Transactional
public class FollowUps {
    private static final int LONGEST_NOTE = 4000;
    private static final int LONGEST_KEY = 64;

    private final Rows rows;
    private final Questionnaires questionnaires;
    private final Outcomes outcomes;
    private final Signatures signatures;
    private final Amendments amendments;
    private final Drafts drafts;

    FollowUps(
            Rows rows,
            Questionnaires questionnaires,
            Outcomes outcomes,
            Signatures signatures,
            Amendments amendments,
            Drafts drafts) {
        this.rows = rows;
        this.questionnaires = questionnaires;
        this.outcomes = outcomes;
        this.signatures = signatures;
        this.amendments = amendments;
        this.drafts = drafts;
    }

    @Transactional(readOnly = true)
    public Optional<FollowUp> of(CallId call) {
        return rows.of(call);
    }

    @Transactional(readOnly = true)
    public Optional<FollowUp> find(FollowUpId id) {
        return rows.find(id);
    }

    /** The record, if the person asking may see it. */
    @Transactional(readOnly = true)
    public FollowUp get(FollowUpId id, CurrentUser who) {
        return rows.find(id)
                .filter(r -> who.scope().covers(r.links().department()))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "record.unknown"));
    }

    @Transactional(readOnly = true)
    public Questionnaire questionnaire(FollowUp record) {
        return questionnaires.get(record.questionnaire(), record.questionnaireVersion());
    }

    /** Whether a nurse may choose it; the others are the house's own words. */
    static boolean signable(Disposition disposition) {
        return disposition != Disposition.RECORD_LOST
                && disposition != Disposition.MAX_ATTEMPTS
                && disposition != Disposition.ABANDONED;
    }

    /** What the nurse most likely wants to sign; nothing while nobody has answered. */
    @Transactional(readOnly = true)
    public Optional<Suggested> suggest(FollowUp record) {
        // Asked of the call itself: its end reaches the record a moment later.
        if (record.signed() || outcomes.call(record.links().call()).times().answered() == null) {
            return Optional.empty();
        }
        var s = Judgement.suggest(record, questionnaire(record));
        return Optional.of(new Suggested(s.disposition().name(), s.reached(), s.completion()));
    }

    /** What a nurse most likely wants to sign. */
    public record Suggested(String disposition, Reached reached, Completion completion) {}

    /**
     * What changed in a form; an answer of JSON null takes the answer away, a missing field stays.
     *
     * @param agoMs how many milliseconds before this reaches the house each of the answers was
     *     given; left out: just now
     */
    public record Change(
            @Nullable Map<String, JsonNode> answers,
            @Nullable Map<String, Long> agoMs,
            @Nullable String note,
            @Nullable Reached reached,
            @Nullable Relation relation,
            @Nullable Completion completion,
            @Nullable Clinical clinical) {}

    /**
     * Saves what was heard. Asked for once more with the same key, because the answer was lost on
     * its way, it answers as it did; what was saved since makes that stale.
     *
     * @param seenVersion the version the change was made on; a newer one refuses it as stale
     * @param key of this change, at most 64 characters, made by who asks
     */
    public FollowUp save(
            FollowUpId id, int seenVersion, Change change, @Nullable String key, CurrentUser who) {
        var record = mine(id, who);
        if (key != null && key.length() > LONGEST_KEY) {
            throw new Refusal(Kind.INVALID, "record.key", LONGEST_KEY);
        }
        if (key != null && record.version() == seenVersion + 1 && rows.isSavedBy(id, key)) {
            return record;
        }
        var answers = new LinkedHashMap<>(record.answers());
        if (change.answers() != null) {
            change.answers()
                    .forEach((k, v) -> {
                        if (v == null || v.isNull()) {
                            answers.remove(k);
                        } else {
                            answers.put(k, v);
                        }
                    });
        }
        if (change.note() != null && change.note().length() > LONGEST_NOTE) {
            throw new Refusal(Kind.INVALID, "record.noteTooLong", LONGEST_NOTE);
        }
        var problems = questionnaire(record).checkGiven(answers);
        if (!problems.isEmpty()) {
            throw new Refusal(
                    Kind.INVALID,
                    "record.answers",
                    List.of(),
                    problems.stream().map(p -> p.mend()).toList());
        }
        var axes = record.axes();
        var changed =
                record.with(
                        answers,
                        or(change.note(), record.note()),
                        new FollowUp.Axes(
                                axes.line(),
                                orNull(change.reached(), axes.reached()),
                                orNull(change.relation(), axes.relation()),
                                orNull(change.completion(), axes.completion()),
                                axes.openQuestion(),
                                orNull(change.clinical(), axes.clinical()),
                                axes.q850()),
                        null);
        drafts.keep(record, changed, change.agoMs(), seenVersion, who.id());
        rows.savedBy(id, key);
        return rows.find(id).orElseThrow();
    }

    /**
     * Signs; from then on nothing in it changes. Asked for once more by who signed, because she
     * never heard the answer, it answers as it did.
     */
    public FollowUp sign(FollowUpId id, int seenVersion, Signing signing, CurrentUser who) {
        var before = get(id, who);
        if (signing.isWhatMade(before, seenVersion, who.id())) {
            return before;
        }
        var record = mine(id, who);
        var missing =
                Judgement.missing(signing.disposition(), signing.reached(), signing.clinical());
        if (!missing.isEmpty()) {
            throw new Refusal(Kind.INVALID, "record.incomplete", List.of(), missing);
        }
        var call = outcomes.call(record.links().call());
        var handedOn = who.member().desk().filter(call::goesOnWithout).isPresent();
        if (call.live() && !handedOn) {
            throw new Refusal(Kind.CONFLICT, "record.callLive");
        }
        rows.callFacts(id, call);
        var known = rows.find(id).orElseThrow();
        var questionnaire = questionnaire(known);
        var note = signing.note() == null ? known.note() : signing.note();
        var decided =
                new Signing(
                        signing.disposition(),
                        signing.reached(),
                        signing.relation(),
                        signing.completion(),
                        signing.clinical(),
                        note,
                        outcomes.rule(known.links().task(), signing.disposition()).takesATime()
                                ? signing.callbackAt()
                                : null,
                        signing.nextFollowUp());
        var mends =
                Judgement.against(
                        decided,
                        outcomes.rule(known.links().task(), signing.disposition()),
                        known.answers(),
                        questionnaire,
                        amendments.asOf(known, decided));
        var silent = note == null || note.isBlank();
        if (signing.disposition() == Disposition.VOICEMAIL_LEFT
                && silent
                && outcomes.messageLeft(known)) {
            mends.add(new Refusal.Mend("/note", "sign.secondMessage", List.of()));
        }
        var agreed = decided.callbackAt();
        if (agreed != null && mends.isEmpty()) {
            outcomes.closedAt(known.links().task(), agreed)
                    .ifPresent(hours ->
                            mends.add(
                                    new Refusal.Mend(
                                            "/callbackAt", "sign.callbackHours", List.of(hours))));
        }
        if (!mends.isEmpty()) {
            throw new Refusal(Kind.INVALID, "record.incomplete", List.of(), mends);
        }
        var next = amendments.decide(known, decided);
        var signed =
                known.with(
                        questionnaire.counting(known.answers()),
                        note,
                        new FollowUp.Axes(
                                known.axes().line(),
                                decided.reached(),
                                decided.relation(),
                                signing.completion() == Completion.REFUSED
                                        ? Completion.REFUSED
                                        : Judgement.completion(known, questionnaire),
                                questionnaire.completion(known.answers()).at(),
                                decided.clinical(),
                                known.axes().q850()),
                        decided.disposition());
        signatures.sign(signed, seenVersion, who.id(), next, decided.callbackAt());
        return rows.find(id).orElseThrow();
    }

    /** She takes the outcome back within moments: nothing was decided, the form is hers again. */
    public FollowUp undo(FollowUpId id, CurrentUser who) {
        amendments.undo(get(id, who), who);
        return rows.find(id).orElseThrow();
    }

    /**
     * Opens a signed record for a new version, by who wrote it; one that was lost also by a
     * supervisor, whose it is from then on.
     */
    public FollowUp reopen(FollowUpId id, @Nullable String why, CurrentUser who) {
        amendments.reopen(get(id, who), why, who);
        rows.takenBy(id, who.id());
        return rows.find(id).orElseThrow();
    }

    /** A record that is open and this person's to write. */
    private FollowUp mine(FollowUpId id, CurrentUser who) {
        var record = get(id, who);
        if (record.signed()) {
            throw new Refusal(Kind.CONFLICT, "record.signed");
        }
        if (!who.id().equals(record.links().nurse())) {
            throw new Refusal(Kind.FORBIDDEN, "record.notYours");
        }
        return record;
    }

    private static String or(@Nullable String fresh, String old) {
        return fresh == null ? old : fresh;
    }

    private static <T> @Nullable T orNull(@Nullable T fresh, @Nullable T old) {
        return fresh == null ? old : fresh;
    }
}
