package org.aftercall.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aftercall.patient.Discharge;
import org.aftercall.patient.Language;
import org.aftercall.patient.Relation;
import org.aftercall.patient.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowReadingTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void aPlainRowIsADischarge() {
        var d = good(Map.of());
        assertThat(d.person().name()).isEqualTo("测试一");
        assertThat(d.stay().admissionNo()).isEqualTo("ZY001");
        assertThat(d.stay().place().department()).isEqualTo("心内科");
        assertThat(d.stay().dischargedOn()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(d.home().zone()).isEqualTo("Asia/Shanghai");
        assertThat(d.home().language()).isEqualTo(Language.ZH);
        assertThat(d.reach())
                .singleElement()
                .satisfies(r -> assertThat(r.relation()).isEqualTo(Relation.SELF));
    }

    @Test
    void everyColumnFindsItsPlace() {
        var d =
                good(
                        Map.of(
                                Field.SEX, "女",
                                Field.AGE, "76岁",
                                Field.CONTACT, "李某",
                                Field.CONTACT_RELATION, "女儿",
                                Field.CONTACT_PHONE, "10000000028",
                                Field.WARD, "三病区",
                                Field.ADMITTED_ON, "2026年11月1日",
                                Field.LANGUAGE, "English",
                                Field.ICD10, "I10.x00",
                                Field.NOTE, "第一行\n第二行"));
        assertThat(d.person().sex()).isEqualTo(Sex.FEMALE);
        assertThat(d.person().birthYear()).isEqualTo(1950);
        assertThat(d.reach().get(1).relation()).isEqualTo(Relation.CHILD);
        assertThat(d.reach().get(1).name()).isEqualTo("李某");
        assertThat(d.stay().admittedOn()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(d.home().language()).isEqualTo(Language.EN);
        assertThat(d.findings().note()).contains("第二行");
    }

    @ParameterizedTest
    @CsvSource({
        "青霉素过敏, 青霉素过敏",
        "药物过敏, 药物过敏",
        "penicillin, penicillin",
        "无, ",
        "否认药物过敏史, ",
        "NKDA, "
    })
    void anAllergyIsKeptAndNoneIsNothing(String cell, String kept) {
        assertThat(good(Map.of(Field.ALLERGIES, cell)).person().allergies()).isEqualTo(kept);
    }

    @Test
    void theIdentityNumberFillsInBirthdayAndSex() {
        var d = good(Map.of(Field.NATIONAL_ID, "11010519491231002X"));
        assertThat(d.person().birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
        assertThat(d.person().sex()).isEqualTo(Sex.FEMALE);
    }

    @ParameterizedTest
    @CsvSource({
        "AGE, 1950-01-02, 1950-01-02",
        "AGE, 19500102, 1950-01-02",
        "BIRTH_DATE, 1950年1月2日, 1950-01-02"
    })
    void aBirthdayMayStandInEitherColumn(Field field, String cell, LocalDate day) {
        assertThat(good(Map.of(field, cell)).person().birthDate()).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"3月, 2026", "5天, 2026", "0, 2026", "76.0, 1950", "76 岁, 1950"})
    void anAgeIsAYear(String cell, int year) {
        assertThat(good(Map.of(Field.AGE, cell)).person().birthYear()).isEqualTo(year);
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, '', required",
        "NAME, 无, required",
        "NAME, =cmd|' /C calc'!A0, cell.formula",
        "NAME, <script>alert(1)</script>, name",
        "NAME, Robert'; DROP TABLE, name",
        "ADMISSION_NO, '', required",
        "ADMISSION_NO, 1.2E+10, number.digits",
        "ADMISSION_NO, ZY 001, number.form",
        "PHONE, '', required",
        "PHONE, 1.38E10, phone.digits",
        "PHONE, -, required",
        "PHONE, /, required",
        "DEPARTMENT, '', required",
        "DEPARTMENT, @SUM(1), cell.formula",
        "DISCHARGED_ON, '', required",
        "DISCHARGED_ON, 2026-11-31, date.none",
        "DISCHARGED_ON, 2027-01-01, date.range",
        "DISCHARGED_ON, 1970-01-01, date.range",
        "DISCHARGED_ON, 1, date.form",
        "ADMITTED_ON, 2026-11-21, date.range",
        "BIRTH_DATE, 2030-01-01, date.range",
        "BIRTH_DATE, 0001-01-01, date.range",
        "AGE, 131, age",
        "AGE, -3, age",
        "AGE, old, age",
        "SEX, 男女, sex",
        "NATIONAL_ID, 110105194912310020, id.check",
        "CONTACT_PHONE, 123, phone.short",
        "CONTACT_ALL, 李某 女儿, phone.missing",
        "LANGUAGE, Klingon, language",
        "ZONE, Mars/Base, zone",
        "ZONE, CST, zone",
        "ICD10, 高血压, icd10",
        "WARD, #REF!, cell.excel"
    })
    void aWrongCellIsNamedByColumnAndCode(Field field, String cell, String code) {
        assertThat(bad(Map.of(field, cell)))
                .extracting(Fault::field, Fault::code)
                .contains(org.assertj.core.groups.Tuple.tuple(field, code));
    }

    @Test
    void allFaultsOfARowAreToldAtOnce() {
        assertThat(
                        bad(
                                Map.of(
                                        Field.NAME, "",
                                        Field.PHONE, "1.38E10",
                                        Field.DISCHARGED_ON, "soon")))
                .extracting(Fault::code)
                .containsExactlyInAnyOrder("required", "phone.digits", "date.form");
    }

    @Test
    void aBirthdayThatContradictsTheIdentityNumberIsNamed() {
        assertThat(
                        bad(
                                Map.of(
                                        Field.NATIONAL_ID, "11010519491231002X",
                                        Field.BIRTH_DATE, "1950-01-01")))
                .extracting(Fault::code)
                .containsExactly("id.birth");
    }

    @Test
    void aFaultKeepsNoMoreOfTheCellThanNeeded() {
        assertThat(bad(Map.of(Field.NAME, "x".repeat(5000))).getFirst().value()).hasSize(201);
    }

    private static Discharge good(Map<Field, String> more) {
        return ((RowReading.Outcome.Good) read(more)).discharge();
    }

    private static List<Fault> bad(Map<Field, String> more) {
        return ((RowReading.Outcome.Bad) read(more)).faults();
    }

    private static RowReading.Outcome read(Map<Field, String> more) {
        var cells = new EnumMap<Field, String>(Field.class);
        cells.put(Field.ADMISSION_NO, "ZY001");
        cells.put(Field.NAME, "测试一");
        cells.put(Field.PHONE, "10000000007");
        cells.put(Field.DEPARTMENT, "心内科");
        cells.put(Field.DISCHARGED_ON, "2026-11-20");
        cells.putAll(more);
        return RowReading.read(cells, new Phones(CellTests.DEMO), TODAY);
    }
}
