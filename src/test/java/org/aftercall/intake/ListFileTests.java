package org.aftercall.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;

class ListFileTests {
    private static final String HEADER = "住院号,姓名,联系电话,出院科室,出院日期\n";
    private static final String ROW = "ZY001,测试一,10000000007,心内科,2026-11-20\n";

    @ParameterizedTest
    @CsvSource({
        "UTF-8, '', UTF-8, valid",
        "UTF-8, \ufeff, UTF-8, mark",
        "GB18030, '', GB18030, fallback",
        "GBK, '', GB18030, fallback",
        "GB2312, '', GB18030, fallback",
        "UTF-16LE, \ufeff, UTF-16LE, mark",
        "UTF-16BE, \ufeff, UTF-16BE, mark"
    })
    void theEncodingIsFoundOut(String written, String mark, String read, String why)
            throws Exception {
        var list = ListFile.of(file((mark + HEADER + ROW).getBytes(Charset.forName(written))));
        assertThat(list.encoding().charset()).isEqualTo(Charset.forName(read));
        assertThat(list.encoding().why()).isEqualTo(why);
        assertThat(list.header().known()).isEqualTo(5);
        assertThat(rows(list)).containsExactly(List.of(ROW.strip().split(",")));
    }

    @Test
    void aRareNameOfFourBytesSurvivesGb18030() throws Exception {
        var list =
                ListFile.of(file((HEADER + ROW.replace("测试一", "㐂𠮷")).getBytes(Encoding.GB18030)));
        assertThat(rows(list).getFirst().get(1)).isEqualTo("㐂𠮷");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|', '，'})
    void theDelimiterIsFoundOut(char delimiter) throws Exception {
        var list = ListFile.of(text((HEADER + ROW).replace(',', delimiter)));
        assertThat(list.delimiter()).isEqualTo(delimiter);
        assertThat(rows(list).getFirst()).hasSize(5);
    }

    @Test
    void aTitleAndBlankLinesAboveTheHeaderAreSkippedAndLinesKeepTheirNumber() throws Exception {
        var list = ListFile.of(text("某医院出院患者名单\n\n,,,,\n" + HEADER + "\n" + ROW));
        assertThat(list.headerLine()).isEqualTo(4);
        try (var lines = list.lines()) {
            assertThat(lines.next().orElseThrow().number()).isEqualTo(6);
        }
    }

    @Test
    void quotesHoldDelimitersLineBreaksAndQuotes() throws Exception {
        var list =
                ListFile.of(
                        text(
                                HEADER.strip()
                                        + ",备注\r\n"
                                        + "ZY1,甲,1,科,2026-1-1,\"a,\"\"b\"\"\r\nc\"\r\nZY2,乙,2,科,2026-1-1,\r\n"));
        assertThat(rows(list)).hasSize(2);
        assertThat(rows(list).getFirst().get(5)).isEqualTo("a,\"b\"\nc");
        try (var lines = list.lines()) {
            lines.next();
            assertThat(lines.next().orElseThrow().number()).isEqualTo(4);
        }
    }

    @Test
    void brokenBytesAreNamedByLine() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((HEADER + ROW).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xE5, (byte) 0x2C, (byte) 0xFF, '\n'});
        assertProblem(bytes.toByteArray(), "encoding", "3");
    }

    @ParameterizedTest
    @CsvSource({"'', empty", "'\n\n\n', empty", "PK\u0003\u0004xlsx, workbook"})
    void whatIsNoListIsNamed(String content, String code) {
        assertProblem(content.getBytes(StandardCharsets.UTF_8), code, null);
    }

    @Test
    void anOldWorkbookABinaryAnEndlessLineAndAnOpenQuoteAreNamed() {
        assertProblem(
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}, "workbook", null);
        assertProblem((HEADER + "a\u0000b\n").getBytes(StandardCharsets.UTF_8), "binary", null);
        assertProblem("x".repeat(300_000).getBytes(StandardCharsets.UTF_8), "line", "1");
        assertProblem(
                (HEADER + ROW + "\"open,1,2\n" + ROW.repeat(100)).getBytes(StandardCharsets.UTF_8),
                "quote",
                "3");
        assertProblem(
                (HEADER.strip() + ",x".repeat(300) + "\n").getBytes(StandardCharsets.UTF_8),
                "columns",
                "305");
    }

    @Test
    void missingAndDoubledColumnsAreAllNamed() throws Exception {
        var problems = ListFile.of(text("姓名,电话,手机号\n甲,1,2\n")).header().problems();
        assertThat(problems)
                .extracting(Import.Problem::code)
                .containsExactlyInAnyOrder("column", "column", "column", "twice");
    }

    @ParameterizedTest
    @CsvSource({
        "出院日期*, DISCHARGED_ON",
        "出院日期（必填）, DISCHARGED_ON",
        "' 出院 日期 ', DISCHARGED_ON",
        "住院号：, ADMISSION_NO",
        "Admission No., ADMISSION_NO",
        "MRN, ADMISSION_NO",
        "ＩＣＤ－１０, ICD10",
        "年龄/出生日期, AGE",
        "紧急联系人+关系+电话, CONTACT_ALL",
        "Date of Birth, BIRTH_DATE",
        "手机号码, PHONE",
        "discharge_date, DISCHARGED_ON"
    })
    void aColumnHasManyNames(String header, Field field) {
        assertThat(Field.named(header)).contains(field);
    }

    private static void assertProblem(
            byte[] content, String code, @org.jspecify.annotations.Nullable String first) {
        assertThatThrownBy(
                        () -> {
                            var list = ListFile.of(file(content));
                            rows(list);
                        })
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        u -> {
                            assertThat(u.problem().code()).isEqualTo(code);
                            if (first != null) {
                                assertThat(u.problem().arguments().getFirst()).isEqualTo(first);
                            }
                        });
    }

    private static List<List<String>> rows(ListFile list) throws IOException, Unreadable {
        var rows = new ArrayList<List<String>>();
        try (var lines = list.lines()) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                rows.add(line.get().cells());
            }
        }
        return rows;
    }

    private static ByteArrayResource text(String content) {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteArrayResource file(byte[] content) {
        return new ByteArrayResource(content);
    }
}
