package org.aftercall.intake;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.aftercall.patient.Discharge;
import org.aftercall.patient.Discharge.Reach;
import org.aftercall.patient.Findings;
import org.aftercall.patient.Home;
import org.aftercall.patient.Language;
import org.aftercall.patient.Person;
import org.aftercall.patient.Place;
import org.aftercall.patient.Relation;
import org.aftercall.patient.Sex;
import org.aftercall.patient.Stay;
import org.jspecify.annotations.Nullable;

/** Reads one row: a discharge, or everything that is wrong with it. */
final class RowReading {
    private static final LocalDate OLDEST_PATIENT = LocalDate.of(1890, 1, 1);
    private static final LocalDate OLDEST_STAY = LocalDate.of(1990, 1, 1);
    private static final Pattern AGE = Pattern.compile("(\\d{1,3})(岁|周岁|y|Y|years?)?");
    private static final Pattern AGE_OF_A_BABY = Pattern.compile("\\d{1,3}(个?月|天|日|小时).*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}·•.'’\\- ()（）*]{1,80}");
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final int SHORT = 80;

    private final Phones phones;
    private final LocalDate today;
    private final Map<Field, String> texts = new EnumMap<>(Field.class);
    private final List<Fault> faults = new ArrayList<>();

    private RowReading(Phones phones, LocalDate today) {
        this.phones = phones;
        this.today = today;
    }

    /** What a row says. */
    sealed interface Outcome {
        record Good(Discharge discharge) implements Outcome {}

        record Bad(List<Fault> faults) implements Outcome {}
    }

    static Outcome read(Map<Field, String> cells, Phones phones, LocalDate today) {
        return new RowReading(phones, today).read(cells);
    }

    private Outcome read(Map<Field, String> cells) {
        cells.forEach(this::clean);
        for (var field : Field.values()) {
            if (field.required() && !texts.containsKey(field) && !faulty(field)) {
                fault("required", field);
            }
        }
        var discharged = date(Field.DISCHARGED_ON, OLDEST_STAY, today.plusDays(1));
        var admitted =
                date(Field.ADMITTED_ON, OLDEST_STAY, discharged == null ? today : discharged);
        var person = person();
        var reach = reach();
        var home = home();
        var findings = findings();
        var place =
                new Place(
                        line(Field.DEPARTMENT),
                        orNull(line(Field.WARD)),
                        orNull(line(Field.DOCTOR)),
                        orNull(line(Field.NURSE)));
        var admissionNo = admissionNo();
        if (!faults.isEmpty() || discharged == null || person == null) {
            return new Outcome.Bad(faults);
        }
        return new Outcome.Good(
                new Discharge(
                        person,
                        home,
                        reach,
                        new Stay(admissionNo, place, admitted, discharged),
                        findings));
    }

    private void clean(Field field, String raw) {
        var found = Cells.read(raw);
        if (found.fault().isPresent()) {
            faults.add(Fault.of(found.fault().get(), field, raw));
        } else if (!found.text().isEmpty()) {
            texts.put(field, found.text());
        }
    }

    private String admissionNo() {
        var text = text(Field.ADMISSION_NO);
        var digits = Cells.digits(text);
        if (digits.isEmpty()) {
            fault("number.digits", Field.ADMISSION_NO);
            return "";
        }
        var plain = digits.get();
        if (!plain.isEmpty() && !plain.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._/#-]{0,39}")) {
            fault("number.form", Field.ADMISSION_NO);
        }
        return plain;
    }

    private @Nullable Person person() {
        var name = text(Field.NAME).replaceAll("\\s+", " ");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fault("name", Field.NAME);
        }
        var sex = sex();
        var id = nationalId();
        var born = date(Field.BIRTH_DATE, OLDEST_PATIENT, today);
        var fromId = id.flatMap(NationalId::birthDate);
        if (born != null && fromId.isPresent() && !fromId.get().equals(born)) {
            fault("id.birth", Field.NATIONAL_ID, born.toString());
        }
        if (born == null) {
            born = fromId.orElse(null);
        }
        Integer year = null;
        if (texts.containsKey(Field.AGE)) {
            switch (age(text(Field.AGE))) {
                case LocalDate day -> born = born == null ? day : born;
                case Integer age -> year = born == null ? today.getYear() - age : null;
                default -> fault("age", Field.AGE);
            }
        }
        var sexOfId = id.flatMap(NationalId::sex).orElse(Sex.UNKNOWN);
        return name.isEmpty()
                ? null
                : new Person(
                        name,
                        sex == Sex.UNKNOWN ? sexOfId : sex,
                        born,
                        year,
                        id.map(NationalId::number).orElse(null),
                        Allergies.read(text(Field.ALLERGIES)));
    }

    /** A column "age or birthday" holds either: a day, a number of years, or nonsense. */
    private Object age(String text) {
        var age = AGE.matcher(Cells.digits(text).orElse(text).replace(" ", ""));
        if (age.matches() && Integer.parseInt(age.group(1)) <= 130) {
            return Integer.valueOf(age.group(1));
        }
        if (AGE_OF_A_BABY.matcher(text).matches()) {
            return 0;
        }
        return Dates.read(text) instanceof Dates.Read.Good(var day)
                        && !day.isAfter(today)
                        && !day.isBefore(OLDEST_PATIENT)
                ? day
                : text;
    }

    private Sex sex() {
        return switch (text(Field.SEX).toLowerCase(java.util.Locale.ROOT)) {
            case "男", "男性", "m", "male", "1", "1.0" -> Sex.MALE;
            case "女", "女性", "f", "female", "2", "2.0" -> Sex.FEMALE;
            case "", "0", "9", "u", "unknown", "未说明", "其他", "other" -> Sex.UNKNOWN;
            default -> {
                fault("sex", Field.SEX);
                yield Sex.UNKNOWN;
            }
        };
    }

    private Optional<NationalId> nationalId() {
        if (!texts.containsKey(Field.NATIONAL_ID)) {
            return Optional.empty();
        }
        return switch (NationalId.read(text(Field.NATIONAL_ID))) {
            case NationalId.Read.Good(var id) -> Optional.of(id);
            case NationalId.Read.Bad(var code) -> {
                fault(code, Field.NATIONAL_ID);
                yield Optional.empty();
            }
        };
    }

    private List<Reach> reach() {
        var reach = new ArrayList<Reach>();
        numbers(Field.PHONE, text(Field.PHONE), Relation.SELF, null, reach);
        numbers(Field.PHONE_2, text(Field.PHONE_2), Relation.SELF, null, reach);
        var relation = Relations.of(text(Field.CONTACT_RELATION)).orElse(Relation.OTHER);
        numbers(
                Field.CONTACT_PHONE,
                text(Field.CONTACT_PHONE),
                relation,
                orNull(line(Field.CONTACT)),
                reach);
        var all = Relations.all(text(Field.CONTACT_ALL));
        numbers(Field.CONTACT_ALL, all.number(), all.relation(), orNull(all.name()), reach);
        if (texts.containsKey(Field.CONTACT_ALL) && all.number().isBlank()) {
            fault("phone.missing", Field.CONTACT_ALL);
        }
        return reach;
    }

    private void numbers(
            Field field, String cell, Relation relation, @Nullable String name, List<Reach> into) {
        var read = phones.read(cell);
        if (read.isEmpty() && !cell.isBlank()) {
            fault("phone.letters", field);
        }
        for (var one : read) {
            switch (one) {
                case Phones.Read.Good(var number) -> {
                    if (into.stream().noneMatch(r -> r.number().equals(number))) {
                        into.add(new Reach(relation, name, number));
                    }
                }
                case Phones.Read.Bad(var code, var part) -> faults.add(Fault.of(code, field, part));
            }
        }
    }

    private Home home() {
        var language =
                switch (text(Field.LANGUAGE).toLowerCase(java.util.Locale.ROOT)) {
                    case "", "zh", "zh-cn", "中文", "汉语", "普通话", "chinese", "mandarin" -> Language.ZH;
                    case "en", "en-us", "en-gb", "英语", "英文", "english" -> Language.EN;
                    default -> {
                        fault("language", Field.LANGUAGE);
                        yield Language.ZH;
                    }
                };
        var zone = text(Field.ZONE).isEmpty() ? Home.USUAL_ZONE : text(Field.ZONE);
        if (!ZONES.contains(zone)) {
            fault("zone", Field.ZONE);
        }
        return new Home(zone, language, orNull(text(Field.ADDRESS)), orNull(line(Field.INSURANCE)));
    }

    private Findings findings() {
        var icd = text(Field.ICD10);
        if (!icd.isEmpty() && !icd.matches("[A-Za-z0-9.+*,;、/ xX_-]{1,80}")) {
            fault("icd10", Field.ICD10);
        }
        return new Findings(
                orNull(text(Field.DIAGNOSIS)),
                orNull(icd),
                orNull(text(Field.OPERATION)),
                orNull(line(Field.CONDITION)),
                orNull(text(Field.NOTE)));
    }

    private @Nullable LocalDate date(Field field, LocalDate earliest, LocalDate latest) {
        if (!texts.containsKey(field)) {
            return null;
        }
        return switch (Dates.read(text(field))) {
            case Dates.Read.Good(var day) -> {
                if (day.isBefore(earliest) || day.isAfter(latest)) {
                    fault("date.range", field, earliest.toString(), latest.toString());
                    yield null;
                }
                yield day;
            }
            case Dates.Read.Bad(var code) -> {
                fault(code, field);
                yield null;
            }
        };
    }

    /** One short line. */
    private String line(Field field) {
        var text = text(field);
        if (text.length() > SHORT) {
            fault("cell.short", field, String.valueOf(SHORT));
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            fault("cell.lines", field);
        }
        return text;
    }

    private String text(Field field) {
        return texts.getOrDefault(field, "");
    }

    private boolean faulty(Field field) {
        return faults.stream().anyMatch(f -> f.field() == field);
    }

    private void fault(String code, Field field, String... arguments) {
        faults.add(Fault.of(code, field, text(field), arguments));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
