package org.aftercall.followup;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.aftercall.kernel.HouseWords;
import org.aftercall.patient.Patients;
import org.aftercall.script.Situations;
import org.aftercall.staff.CurrentUser;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.aftercall.worklist.RetryRule;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays a record out for the screen, in the reader's language. */
@Component
class Pages {
    private final FollowUps followUps;
    private final Patients patients;
    private final Staff staff;
    private final HouseWords words;
    private final Backgrounds backgrounds;
    private final Situations situations;
    private final Parts parts;
    private final Past past;

    Pages(
            FollowUps followUps,
            Patients patients,
            Staff staff,
            HouseWords words,
            Backgrounds backgrounds,
            Situations situations,
            Parts parts,
            Past past) {
        this.followUps = followUps;
        this.patients = patients;
        this.staff = staff;
        this.words = words;
        this.backgrounds = backgrounds;
        this.situations = situations;
        this.parts = parts;
        this.past = past;
    }

    RecordView view(FollowUp r, Locale locale) {
        var questionnaire = followUps.questionnaire(r);
        var background = backgrounds.of(r, questionnaire);
        var links = r.links();
        var ending = r.ending();
        var axes = r.axes();
        return new RecordView(
                r.id().value(),
                r.version(),
                r.signed() ? "SIGNED" : "OPEN",
                links.patient().value(),
                patients.get(links.patient()).name(),
                patients.encounter(links.encounter()).admissionNo(),
                links.department(),
                links.task().value(),
                links.call().value(),
                r.attemptNo(),
                links.nurse() == null ? null : name(links.nurse()),
                CurrentUser.get().id().equals(links.nurse()),
                ending == null ? null : signer(ending.signedBy()),
                new RecordView.Form(
                        r.questionnaire(),
                        r.questionnaireVersion(),
                        questionnaire.title(locale),
                        questionnaire.in(locale, background),
                        questionnaire.scales(locale),
                        situations.of(questionnaire, locale, background)),
                r.answers(),
                r.told(),
                r.note(),
                axes.reached(),
                axes.relation(),
                axes.completion(),
                axes.clinical(),
                r.disposition() == null ? null : r.disposition().name(),
                r.disposition() == null
                        ? null
                        : text("disposition." + r.disposition().name(), locale),
                axes.line(),
                axes.q850(),
                r.times().ordered(),
                r.times().answered(),
                r.times().ended(),
                ending == null ? null : ending.signedAt(),
                ending == null ? null : ending.callbackAt(),
                Amendments.undoUntil(r, CurrentUser.get()),
                past.of(r.id()).stream().map(v -> earlier(v, locale)).toList(),
                r.times().saved(),
                ending == null || ending.nextStep() == null
                        ? null
                        : new RecordView.Step(
                                ending.nextStep(),
                                text("nextStep." + ending.nextStep(), locale),
                                ending.nextAt()),
                followUps.suggest(r).orElse(null),
                parts.recording(r),
                parts.transcript(links.call()),
                parts.ear(links.call()),
                parts.sounding(links.call()),
                parts.hands(r.id()),
                r.resumed() == null ? null : before(r.resumed()));
    }

    private RecordView.Before before(Resumed resumed) {
        var times = followUps.find(resumed.record()).orElseThrow().times();
        return new RecordView.Before(
                resumed.record().value(),
                Objects.requireNonNullElse(times.answered(), times.ordered()),
                resumed.openQuestion(),
                resumed.answers());
    }

    private RecordView.Earlier earlier(Past.Version v, Locale locale) {
        return new RecordView.Earlier(
                v.version(),
                v.disposition().name(),
                text("disposition." + v.disposition().name(), locale),
                v.said().answers(),
                v.said().reached(),
                v.said().relation(),
                v.said().completion(),
                v.said().clinical(),
                v.note(),
                signer(v.signedBy()),
                v.signedAt(),
                v.callbackAt(),
                name(v.reopenedBy()),
                v.reopenedAt(),
                v.why());
    }

    private String signer(@Nullable UUID by) {
        return by == null ? "system" : Objects.requireNonNullElse(name(new StaffId(by)), "–");
    }

    /** The message key of what normally follows. */
    static String stepKey(RetryRule.Step step) {
        return switch (step) {
            case RETRY -> "retry";
            case NEXT_NUMBER -> "nextNumber";
            case CALLBACK -> "callback";
            case CLOSE -> "closed";
            case STOP -> "stopped";
            case SUPERVISOR -> "supervisor";
        };
    }

    String text(String key, Locale locale) {
        return words.of(key, locale);
    }

    private @Nullable String name(StaffId id) {
        return staff.find(id).map(StaffMember::name).orElse(null);
    }
}
