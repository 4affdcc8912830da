package org.aftercall.followup;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aftercall.followup.trial.Draw;
import org.aftercall.followup.trial.Draw.Arm;
import org.aftercall.followup.trial.Stopping;
import org.aftercall.kernel.Ids;
import org.aftercall.kernel.Refusal;
import org.aftercall.kernel.Refusal.Kind;
import org.aftercall.kernel.Refusal.Mend;
import org.aftercall.patient.PatientId;
import org.aftercall.script.Library;
import org.aftercall.script.Measures;
import org.aftercall.script.Questionnaires;
import org.aftercall.staff.StaffId;
import org.aftercall.worklist.Worklist;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Compares two wordings of a questionnaire on a list, and gives up one that finds fewer alarms. */
@Service
@Transactional
class Trials {
    private static final Logger log = LoggerFactory.getLogger(Trials.class);
    private static final int LONGEST = 300;

    private final TrialRows rows;
    private final Questionnaires questionnaires;
    private final Library library;
    private final Clock clock;

    Trials(TrialRows rows, Questionnaires questionnaires, Library library, Clock clock) {
        this.rows = rows;
        this.questionnaires = questionnaires;
        this.library = library;
        this.clock = clock;
    }

    /** What somebody wishes to compare. */
    record Wish(
            @Nullable String purpose,
            @Nullable Integer version,
            @Nullable String satisfaction,
            @Nullable String complaint) {}

    /**
     * The version that fell to this patient; nothing where nothing is compared on the list, or the
     * list asks by another version than the comparison began with.
     */
    Optional<Integer> version(Worklist list, PatientId patient) {
        return rows.running(list.id())
                .filter(t ->
                        list.questionnaire().equals(t.wordings().questionnaire())
                                && Objects.equals(list.questionnaireVersion(), t.wordings().a()))
                .map(t ->
                        t.wordings()
                                .of(
                                        rows.assign(
                                                t.id(),
                                                patient,
                                                Draw.arm(t.id(), patient.value()),
                                                clock.instant())));
    }

    Trial start(Worklist list, Wish wish, StaffId who) {
        var mends = new ArrayList<Mend>();
        var purpose = Objects.requireNonNullElse(wish.purpose(), "").strip();
        if (purpose.isEmpty() || purpose.length() > LONGEST) {
            mends.add(new Mend("/purpose", "trial.purpose", List.of(LONGEST)));
        }
        var usual = list.questionnaireVersion();
        if (usual == null) {
            // Else publishing the new wording would already have everybody asked by it.
            throw new Refusal(Kind.CONFLICT, "trial.pin");
        }
        var fresh = wish.version();
        var code = list.questionnaire();
        if (fresh == null || fresh.equals(usual) || !questionnaires.asking(code).contains(fresh)) {
            mends.add(new Mend("/version", "trial.version", List.of()));
        } else {
            mendQuestions(code, fresh, wish, mends);
        }
        if (!mends.isEmpty() || fresh == null) {
            throw new Refusal(Kind.INVALID, "trial.invalid", List.of(), mends);
        }
        var difference = library.difference(code, usual, fresh);
        if (!difference.wordsOnly()) {
            throw new Refusal(
                    Kind.CONFLICT,
                    "trial.notWordsOnly",
                    String.join(
                            ", ",
                            difference.changes().stream().map(c -> c.id()).limit(5).toList()));
        }
        var trial =
                new Trial(
                        Ids.next(),
                        list.id(),
                        purpose,
                        new Trial.Wordings(code, usual, fresh),
                        given(wish.satisfaction()),
                        given(wish.complaint()),
                        clock.instant(),
                        who,
                        null);
        try {
            rows.start(trial);
        } catch (DuplicateKeyException another) {
            throw new Refusal(Kind.CONFLICT, "trial.running");
        }
        return trial;
    }

    private void mendQuestions(String code, int version, Wish wish, List<Mend> mends) {
        var questionnaire = new Measures(questionnaires.get(code, version));
        var satisfaction = given(wish.satisfaction());
        var complaint = given(wish.complaint());
        if (satisfaction != null && !questionnaire.isNumber(satisfaction)) {
            mends.add(new Mend("/satisfaction", "trial.satisfaction", List.of()));
        }
        if (complaint != null && !questionnaire.isFinding(complaint, Complaint.FORM)) {
            mends.add(new Mend("/complaint", "trial.complaint", List.of()));
        }
    }

    void end(Trial trial, @Nullable String why, StaffId who) {
        var reason = Objects.requireNonNullElse(why, "").strip();
        if (reason.isEmpty() || reason.length() > LONGEST) {
            throw new Refusal(
                    Kind.INVALID,
                    "trial.invalid",
                    List.of(),
                    List.of(new Mend("/reason", "trial.reason", List.of(LONGEST))));
        }
        var end = new Trial.End(clock.instant(), who, reason, Map.of(), figures(trial));
        if (!rows.end(trial.id(), end)) {
            throw new Refusal(Kind.CONFLICT, "trial.over");
        }
    }

    @Transactional(readOnly = true)
    List<Trial> of(Worklist list) {
        return rows.of(list.id());
    }

    @Transactional(readOnly = true)
    Trial get(UUID id, Worklist list) {
        return rows.find(id)
                .filter(t -> t.list().equals(list.id()))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "trial.unknown"));
    }

    /** Whether somebody is asked by it for a comparison. */
    @Transactional(readOnly = true)
    boolean uses(String questionnaire, int version) {
        return rows.running().stream().anyMatch(t -> t.uses(questionnaire, version));
    }

    /** Those of its end stay what they were then, whatever is signed or amended afterwards. */
    @Transactional(readOnly = true)
    TrialFigures figures(Trial trial) {
        var end = trial.end();
        if (end != null && end.figures() != null) {
            return end.figures();
        }
        return TrialFigures.of(
                trial,
                rows.outcomes(trial.id()),
                questionnaires.get(trial.wordings().questionnaire(), trial.wordings().b()));
    }

    /** After each record: whether the new wording has to be given up. */
    @ApplicationModuleListener
    void on(FollowUpSigned event) {
        rows.runningOn(event.record()).ifPresent(this::look);
    }

    private void look(Trial trial) {
        var found = rows.found(trial.id());
        var usual = Objects.requireNonNull(found.get(Arm.A));
        var fresh = Objects.requireNonNull(found.get(Arm.B));
        if (Stopping.findsFewer(usual, fresh)
                && rows.end(
                        trial.id(),
                        new Trial.End(clock.instant(), null, null, found, figures(trial)))) {
            log.warn(
                    "Comparison {} ended itself: the new wording found {} of {}, the other {} of {}",
                    trial.id(),
                    fresh.alarms(),
                    fresh.reached(),
                    usual.alarms(),
                    usual.reached());
        }
    }

    static @Nullable String given(@Nullable String linkId) {
        return linkId == null || linkId.isBlank() ? null : linkId.strip();
    }
}
