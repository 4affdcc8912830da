package org.aftercall.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aftercall.patient.Encounter;
import org.aftercall.patient.EncounterId;
import org.aftercall.patient.Home;
import org.aftercall.patient.PatientId;
import org.aftercall.patient.Patients;
import org.aftercall.script.Background;
import org.aftercall.script.Questionnaire;
import org.aftercall.script.Questionnaires;
import org.aftercall.script.RedFlag;
import org.aftercall.staff.Staff;
import org.aftercall.staff.StaffId;
import org.aftercall.staff.StaffMember;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what is known of a patient before a talk. */
@Component
class Backgrounds {
    private static final Map<String, Locale> LANGUAGES =
            Map.of("zh", Locale.SIMPLIFIED_CHINESE, "en", Locale.ENGLISH);

    private static final ZoneId UTC = ZoneId.of("UTC");

    /** A longer one is a story, and no part of a sentence. */
    private static final int LONGEST_PROBLEM = 30;

    private final Patients patients;
    private final Staff staff;
    private final Rows rows;
    private final Limits limits;
    private final Questionnaires questionnaires;

    Backgrounds(
            Patients patients,
            Staff staff,
            Rows rows,
            Limits limits,
            Questionnaires questionnaires) {
        this.patients = patients;
        this.staff = staff;
        this.rows = rows;
        this.limits = limits;
        this.questionnaires = questionnaires;
    }

    /** As it was when that attempt was ordered, as far as the questionnaire has use for it. */
    Background of(FollowUp record, Questionnaire questionnaire) {
        var links = record.links();
        if (!questionnaire.names()) {
            return Background.unknown(LocalDate.ofInstant(record.times().ordered(), UTC));
        }
        return of(
                links.patient(),
                links.encounter(),
                links.nurse(),
                record.times().ordered(),
                questionnaire.code());
    }

    /**
     * @param questionnaire whose last talk counts: what a doctor asked in between because of an
     *     alert is no answer to what is asked again
     */
    Background of(
            PatientId id,
            EncounterId encounter,
            @Nullable StaffId nurse,
            Instant at,
            String questionnaire) {
        var patient = patients.get(id);
        var zone = patients.zone(id).orElse(ZoneId.of(Home.USUAL_ZONE));
        var today = LocalDate.ofInstant(at, zone);
        var stay = patients.encounter(encounter);
        var stays = patients.encounters(id);
        return new Background(
                new Background.Whom(patient.name(), patient.sex().name(), patient.ageOn(today)),
                new Background.Stay(
                        stay.department(),
                        stay.ward(),
                        stay.attendingDoctor(),
                        stay.diagnosis(),
                        stay.operation(),
                        stay.admittedOn(),
                        stay.dischargedOn()),
                last(rows.lastTalk(id, questionnaire, at), zone),
                Histories.of(stays.stream().map(Backgrounds::found).toList()),
                limits.values(id),
                nurse == null ? null : staff.find(nurse).map(StaffMember::name).orElse(null),
                today);
    }

    private static Histories.Found found(Encounter stay) {
        return new Histories.Found(stay.icd10(), stay.diagnosis(), stay.operation());
    }

    private Background.Last last(Optional<FollowUp> talk, ZoneId zone) {
        if (talk.isEmpty()) {
            return new Background.Last(null, Map.of(), Map.of());
        }
        var record = talk.get();
        var questionnaire =
                questionnaires.get(record.questionnaire(), record.questionnaireVersion());
        return new Background.Last(
                LocalDate.ofInstant(record.times().ordered(), zone),
                problem(record, questionnaire),
                record.answers());
    }

    /** What worried us then: his own words if they are few, else the answers that alarmed. */
    private static Map<String, String> problem(FollowUp record, Questionnaire questionnaire) {
        var flags = questionnaire.redFlags(record.answers());
        if (flags.isEmpty()) {
            return Map.of();
        }
        var words = record.answers().get("problem");
        var told = words != null && words.isString() ? words.stringValue().strip() : "";
        var problem = new HashMap<String, String>();
        LANGUAGES.forEach((language, locale) ->
                problem.put(
                        language,
                        told.isEmpty() || told.length() > LONGEST_PROBLEM
                                ? named(flags, questionnaire, locale)
                                : told));
        return problem;
    }

    private static String named(List<RedFlag> flags, Questionnaire questionnaire, Locale locale) {
        var names =
                flags.stream()
                        .map(f ->
                                Optional.ofNullable(
                                                questionnaire.chosen(
                                                        f.linkId(), f.answer(), locale))
                                        .orElseGet(
                                                () -> questionnaire.question(f.linkId(), locale)))
                        .distinct()
                        .limit(2)
                        .toList();
        return String.join(
                locale.getLanguage().equals("zh") ? "、" : " and ",
                names.stream().map(Backgrounds::within).toList());
    }

    /** As it stands within a sentence; an abbreviation keeps its capitals. */
    private static String within(String words) {
        return words.length() > 1 && Character.isLowerCase(words.charAt(1))
                ? Character.toLowerCase(words.charAt(0)) + words.substring(1)
                : words;
    }
}
