package org.aftercall.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Collectors;
import org.aftercall.patient.Relation;
import org.aftercall.patient.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTests {
    static final IntakeSettings DEMO =
            new IntakeSettings(true, "CN", "", Duration.ofHours(48), 200_000, 1000);
    private static final IntakeSettings REAL =
            new IntakeSettings(false, "CN", "010", Duration.ofHours(48), 200_000, 1000);

    @ParameterizedTest
    @CsvSource({
        "10000000007, +8610000000007",
        "+8610000000007, +8610000000007",
        "+86 100 0000 0007, +8610000000007",
        "8610000000007, +8610000000007",
        "008610000000007, +8610000000007",
        "0086-100-0000-0007, +8610000000007",
        "100-0000-0007, +8610000000007",
        "(100) 0000 0007, +8610000000007",
        "１０００００００００７, +8610000000007",
        "10000000007.0, +8610000000007",
        "1.0000000007E10, +8610000000007",
        "1.0000000007e+10, +8610000000007",
        "13800138000, +8613800138000",
        "138 0013 8000, +8613800138000",
        "138-0013-8000, +8613800138000",
        "+8613800138000, +8613800138000",
        "0086 13800138000, +8613800138000",
        "86-13800138000, +8613800138000",
        "1.3800138000E10, +8613800138000",
        "13800138000.00, +8613800138000",
        "010-62345678, +861062345678",
        "(010)62345678, +861062345678",
        "+1 650-253-0000, +16502530000",
        "001 650 253 0000, +16502530000"
    })
    void oneNumberComesInManyShapes(String cell, String number) {
        assertThat(new Phones(DEMO).read(cell))
                .singleElement()
                .isInstanceOfSatisfying(
                        Phones.Read.Good.class,
                        g -> assertThat(g.number().digits()).isEqualTo(number));
    }

    @ParameterizedTest
    @CsvSource({
        "1.38E+10, phone.digits",
        "1.38E10, phone.digits",
        "1.380014E+10, phone.digits",
        "1E99, phone.digits",
        "1380013800, phone.invalid",
        "138001380000, phone.invalid",
        "1380013, phone.area",
        "62345678, phone.area",
        "95588, phone.invalid",
        "12, phone.short",
        "13800138000（女儿）, phone.letters",
        "abc, phone.letters",
        "无电话, phone.letters",
        "+999 123456789, phone.invalid",
        "11111111111, phone.invalid",
        "10000000007123456789, phone.long",
        "++8613800138000, phone.letters",
        "138oo138ooo, phone.letters"
    })
    void aWrongNumberIsNamed(String cell, String code) {
        assertThat(new Phones(DEMO).read(cell))
                .singleElement()
                .isInstanceOfSatisfying(
                        Phones.Read.Bad.class, b -> assertThat(b.code()).isEqualTo(code));
    }

    @Test
    void fictionalNumbersAreTakenOnlyWhereAllowed() {
        assertThat(new Phones(REAL).read("10000000007"))
                .containsExactly(new Phones.Read.Bad("phone.fictional", "10000000007"));
        assertThat(new Phones(REAL).read("62345678"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Phones.Read.Good.class,
                        g -> assertThat(g.number().digits()).isEqualTo("+861062345678"));
    }

    @Test
    void severalNumbersInOneCellAreEachRead() {
        assertThat(new Phones(DEMO).read("10000000007/10000000008、10000000009\n1.38E10"))
                .hasSize(4)
                .last()
                .isInstanceOf(Phones.Read.Bad.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "20261120",
        "2026年11月20日",
        "2026年11月20",
        "2026-11-20 14:30:00",
        "2026/11/20 0:00",
        "2026-11-20T14:30:00",
        "2026-11-20 下午2:30",
        "20261120143000",
        "20261120.0",
        "2.0261120E7",
        "46346",
        "46346.0",
        "46346.604",
        "２０２６-１１-２０",
        "20/11/2026",
        "11/20/2026",
        "2026年11月20日 14时30分",
        "2026 - 11 - 20"
    })
    void oneDayComesInManyShapes(String cell) {
        assertThat(Dates.read(cell)).isEqualTo(new Dates.Read.Good(LocalDate.of(2026, 11, 20)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-30, date.none",
        "2026-13-01, date.none",
        "20261301, date.none",
        "00000000, date.none",
        "26-11-20, date.year",
        "26/11/20, date.year",
        "10/11/2026, date.order",
        "昨天, date.form",
        "2026-11, date.form",
        "2026年11月, date.form",
        "1.03E+07, date.digits",
        "11月20日, date.form",
        "20 Nov 2026, date.form",
        "99999999, date.none",
        "2026-11-20-1, date.form"
    })
    void aBrokenDateIsNamed(String cell, String code) {
        assertThat(Dates.read(cell)).isEqualTo(new Dates.Read.Bad(code));
    }

    @Test
    void aDayThatReadsTheSameBothWaysIsNotInDoubt() {
        assertThat(Dates.read("11/11/2026"))
                .isEqualTo(new Dates.Read.Good(LocalDate.of(2026, 11, 11)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "=1+1",
                "=HYPERLINK(\"http://x\")",
                "@SUM(1+1)",
                "＝1+1",
                "＠x",
                "+cmd|' /C calc'!A0",
                "-2+3+cmd|' /C calc'!A0",
                "+SUM(A1:A9)",
                "-EXEC(\"x\")",
                " =1",
                "'=1+1",
                "--=1+1"
            })
    void aFormulaIsRefused(String cell) {
        assertThat(Cells.read(cell).fault()).contains("cell.formula");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  张三　' | 张三",
                "'=\"13800138000\"' | 13800138000",
                "\u200b李四\ufeff | 李四",
                "- 高血压 | 高血压",
                "-5kg | -5kg",
                "+8610000000007 | +8610000000007",
                "--- | ''",
                "无 | ''",
                "NULL | ''",
                "N/A | ''",
                "高血压=3级 | 高血压=3级"
            },
            quoteCharacter = '`')
    void spreadsheetHabitsAreTakenOff(String cell, String text) {
        var plain =
                cell.startsWith("'") && cell.endsWith("'")
                        ? cell.substring(1, cell.length() - 1)
                        : cell;
        assertThat(Cells.read(plain)).isEqualTo(Cells.Found.text(text.equals("''") ? "" : text));
    }

    @ParameterizedTest
    @CsvSource({
        "#VALUE!, cell.excel",
        "#N/A, cell.excel",
        "########, cell.excel",
        "#NAME?, cell.excel",
        "a\u0001b, cell.control",
        "a\u007fb, cell.control"
    })
    void rubbishInACellIsNamed(String cell, String code) {
        assertThat(Cells.read(cell).fault()).contains(code);
    }

    @Test
    void aCellThatIsABookIsRefused() {
        assertThat(Cells.read("x".repeat(2001)).fault()).contains("cell.long");
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002X, 1949-12-31, FEMALE",
        "11010519491231002x, 1949-12-31, FEMALE",
        "1101 0519 4912 3100 2X, 1949-12-31, FEMALE",
        "440524188001010014, 1880-01-01, MALE",
        "110105491231002, 1949-12-31, FEMALE"
    })
    void anIdentityNumberTellsBirthdayAndSex(String cell, LocalDate born, Sex sex) {
        assertThat(NationalId.read(cell))
                .isInstanceOfSatisfying(
                        NationalId.Read.Good.class,
                        g -> {
                            assertThat(g.id().birthDate()).contains(born);
                            assertThat(g.id().sex()).contains(sex);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "110105194912310020, id.check",
        "110105194912310000, id.check",
        "1.10105E+17, id.digits",
        "1234, id.form",
        "12345678901234567, id.form",
        "中国护照, id.form"
    })
    void aWrongIdentityNumberIsNamed(String cell, String code) {
        assertThat(NationalId.read(cell)).isEqualTo(new NationalId.Read.Bad(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "李某 女儿 10000000028 | 李某 | CHILD | 10000000028",
                "李某/配偶/10000000028 | 李某 | SPOUSE | 10000000028",
                "护工：王某（10000000028） | 王某 | CAREGIVER | 10000000028",
                "10000000028 | '' | OTHER | 10000000028"
            })
    void aContactInOneCellIsTakenApart(String cell, String name, Relation relation, String number) {
        assertThat(Relations.all(cell)).isEqualTo(new Relations.All(name, relation, number));
    }

    @Test
    void whateverIsInACellNothingBreaks() {
        var chance = new Random(11);
        var alphabet = "0123456789+-=@.eE/年月日（）() \u00a0\u200b１張a'\"|!\t\n#:Xx\uD83D\uDE00";
        for (int i = 0; i < 100_000; i++) {
            var cell =
                    chance.ints(chance.nextInt(24), 0, alphabet.length())
                            .mapToObj(n -> String.valueOf(alphabet.charAt(n)))
                            .collect(Collectors.joining());
            Cells.read(cell);
            Dates.read(cell);
            NationalId.read(cell);
            new Phones(DEMO).read(cell);
            Relations.all(cell);
            Field.named(cell);
        }
    }
}
